package io.dbrestore.dialect.postgres.address;

import io.dbrestore.spi.jdbc.UnixSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.SocketFactory;

/** Has the driver connect to a Unix socket, wherever it thinks it goes. The driver makes it by its name. */
public final class UnixSocketFactory extends SocketFactory {

    private final Path path;

    /** @param path of the socket itself */
    public UnixSocketFactory(String path) {
        this.path = Path.of(path);
    }

    @Override
    public Socket createSocket() throws IOException {
        return new UnixSocket(path);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw alreadyConnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw alreadyConnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw alreadyConnected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw alreadyConnected();
    }

    private static UnsupportedOperationException alreadyConnected() {
        return new UnsupportedOperationException("the driver connects its sockets itself");
    }
}
