package io.dbrestore.spi.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A Unix socket that passes for one of TCP. The channel never blocks: who has to wait does so at a selector, one for
 * each direction, so that reading knows timeouts, reading and writing do not wait for each other, and closing ends both.
 * For drivers that know sockets of TCP only, and take a factory for those.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the channel and the selectors do that themselves
public final class UnixSocket extends Socket {

    /** The JDK copies what goes through a channel, and keeps the buffer that it did so with. */
    private static final int MOST_AT_ONCE = 64 * 1024;

    private final Path path;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private volatile int timeout;

    /** Not connected yet. */
    public UnixSocket(Path path) throws IOException {
        this.path = path;
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        this.readable = Selector.open();
        this.writable = Selector.open();
    }

    /** Connects to the path; the address that the driver knows is none. */
    @Override
    public void connect(SocketAddress unused, int milliseconds) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(path)); // never waits, unless the server's queue is full
        } catch (SocketException e) {
            throw new IOException("no server answers at the socket " + path + ": " + e.getMessage(), e);
        }
        channel.configureBlocking(false);
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    @Override
    public void connect(SocketAddress address) throws IOException {
        connect(address, 0);
    }

    @Override
    public InputStream getInputStream() {
        return new Input();
    }

    @Override
    public OutputStream getOutputStream() {
        return new Output();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
        writable.close();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isBound() {
        return channel.isConnected();
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    @Override
    public void setSoTimeout(int milliseconds) {
        timeout = milliseconds;
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return option(() -> channel.getOption(StandardSocketOptions.SO_SNDBUF));
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        option(() -> channel.setOption(StandardSocketOptions.SO_SNDBUF, size));
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return option(() -> channel.getOption(StandardSocketOptions.SO_RCVBUF));
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        option(() -> channel.setOption(StandardSocketOptions.SO_RCVBUF, size));
    }

    // What follows is about networks, and there is none.

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public int getSoLinger() {
        return -1;
    }

    @Override
    public void setSoLinger(boolean on, int seconds) {}

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, Math.min(length, MOST_AT_ONCE));
        long milliseconds = timeout;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        int read = whileOpen(() -> channel.read(buffer));
        while (read == 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime() + 999_999);
            if (milliseconds > 0 && left <= 0) {
                throw new SocketTimeoutException("nothing came within " + milliseconds + " ms");
            }
            await(readable, milliseconds == 0 ? 0 : left);
            read = whileOpen(() -> channel.read(buffer));
        }
        return read;
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int next = offset;
        while (next < end) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, next, Math.min(end - next, MOST_AT_ONCE));
            int written = whileOpen(() -> channel.write(buffer));
            next += written;
            if (written == 0) {
                await(writable, 0);
            }
        }
    }

    /** Being interrupted ends no wait, as with sockets of TCP. */
    private static void await(Selector selector, long milliseconds) throws IOException {
        try {
            boolean interrupted = Thread.interrupted();
            selector.select(milliseconds);
            selector.selectedKeys().clear();
            if (interrupted || Thread.interrupted()) {
                Thread.currentThread().interrupt();
            }
        } catch (ClosedSelectorException e) {
            throw closed(e);
        }
    }

    private static <T> T whileOpen(Operation<T> operation) throws IOException {
        try {
            return operation.run();
        } catch (ClosedChannelException e) {
            throw closed(e);
        }
    }

    private static <T> T option(Operation<T> operation) throws SocketException {
        try {
            return operation.run();
        } catch (IOException e) {
            throw closed(e);
        }
    }

    private static SocketException closed(Exception cause) {
        SocketException closed = new SocketException("the socket is closed");
        closed.initCause(cause);
        return closed;
    }

    /** What may meet a closed channel. */
    @FunctionalInterface
    private interface Operation<T> {
        T run() throws IOException;
    }

    /** What the server sends. */
    private final class Input extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            return length == 0 ? 0 : UnixSocket.this.read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }

    /** What the server gets. */
    private final class Output extends OutputStream {

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            UnixSocket.this.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }
}
