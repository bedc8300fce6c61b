using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Incidents.Faults;

/// <summary>A command as its client sends it, again and again until it is answered.</summary>
/// <param name="Key">Its Idempotency-Key.</param>
/// <param name="Mark">A text in it that no other has, by which it is found in the record.</param>
/// <param name="Body">Makes what is sent; the same each time.</param>
internal sealed record Sent(string Key, string Path, string Mark, Func<HttpContent> Body);

/// <summary>A command that the service has acknowledged.</summary>
/// <param name="Answer">The whole body, byte for byte.</param>
/// <param name="Events">What it recorded, as the interface names it.</param>
internal sealed record Acknowledged(
    Sent Sent, HttpStatusCode Status, byte[] Answer, Guid Incident, long Version,
    IReadOnlyList<string> Events)
{
    /// <summary>The id of what it made, where it made something.</summary>
    public string? Made { get; init; }
}

/// <summary>What clients know: what was acknowledged to them, and what they did not expect.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<Acknowledged> _acknowledged = new();
    private readonly ConcurrentQueue<string> _surprises = new();
    private readonly ConcurrentQueue<double> _milliseconds = new();
    private readonly Lock _alone = new();
    private long _last = Stopwatch.GetTimestamp();
    private int _unanswered;
    private int _shed;

    public IReadOnlyCollection<Acknowledged> All => _acknowledged;

    /// <summary>Answers that no client may get, whatever breaks.</summary>
    public IReadOnlyCollection<string> Surprises => _surprises;

    public int Count => _acknowledged.Count;

    /// <summary>How often a client had no answer, and sent again.</summary>
    public int Unanswered => _unanswered;

    /// <summary>How often a client was told to come back later.</summary>
    public int Shed => _shed;

    /// <summary>The longest time in which nothing was acknowledged.</summary>
    public TimeSpan LongestSilence { get; private set; }

    public void Acknowledge(Acknowledged command, TimeSpan took)
    {
        _milliseconds.Enqueue(took.TotalMilliseconds);
        lock (_alone)
        {
            var silence = Stopwatch.GetElapsedTime(_last);
            if (silence > LongestSilence)
                LongestSilence = silence;
            _last = Stopwatch.GetTimestamp();
        }

        _acknowledged.Enqueue(command);
    }

    public void NotAnswered() => Interlocked.Increment(ref _unanswered);

    public void ToldToWait() => Interlocked.Increment(ref _shed);

    /// <summary>Waits until one more client had no answer, or was told to come back.</summary>
    public async Task NextUnanswered()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (var before = Unanswered + Shed; Unanswered + Shed == before;)
            await Task.Delay(5, patience.Token);
    }

    public void Surprised(string by) => _surprises.Enqueue(by);

    /// <summary>Of what was accepted at once, how long the answer took, in milliseconds.</summary>
    /// <param name="share">Such as 0.99.</param>
    public double Percentile(double share)
    {
        var sorted = _milliseconds.Order().ToArray();

        return sorted is [] ? 0 : sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];
    }

    /// <summary>Forgets how long answers took until now.</summary>
    public void MeasureAnew()
    {
        _milliseconds.Clear();
        lock (_alone)
            (_last, LongestSilence) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
    }
}
