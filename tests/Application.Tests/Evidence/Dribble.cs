namespace Incidents.Application.Tests.Evidence;

/// <summary>A stream that gives few bytes at a time, as a network does, and may break off.</summary>
internal sealed class Dribble(byte[] content, int piece, int breaksAt = int.MaxValue) : MemoryStream(content)
{
    public long Given { get; private set; }

    // The overload for spans comes by here too.
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (Position >= breaksAt)
            throw new IOException("The connection was cut.");

        var read = base.Read(buffer, offset, Math.Min(count, piece));
        Given += read;

        return read;
    }

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return new(Read(buffer.Span));
        }
        catch (IOException exception)
        {
            return ValueTask.FromException<int>(exception);
        }
    }
}
