package io.dbrestore.dialect.mysql.address;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import io.dbrestore.spi.jdbc.UnixSocket;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Has the driver connect to the Unix socket that the property {@code path} names, wherever it thinks it goes. The driver
 * makes it by its name.
 */
public final class UnixSocketFactory extends StandardSocketFactory {

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the driver asks for what it gets
    public <T extends Closeable> T connect(String host, int port, PropertySet properties, int loginTimeout)
            throws IOException {
        UnixSocket socket = new UnixSocket(
                Path.of(properties.getStringProperty(PropertyKey.PATH).getValue()));
        try {
            socket.connect(new InetSocketAddress(0)); // an address that it does not look at
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        rawSocket = socket;
        sslSocket = socket;
        return (T) socket;
    }
}
