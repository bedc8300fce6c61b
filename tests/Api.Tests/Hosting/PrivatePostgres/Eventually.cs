namespace Incidents.Api.Tests.Hosting.PrivatePostgres;

/// <summary>Waits for what other processes do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <param name="within">None: half a minute.</param>
    public static Task IsTrue(Func<bool> condition, TimeSpan? within = null) =>
        IsTrue(() => Task.FromResult(condition()), within);

    /// <inheritdoc cref="IsTrue(Func{bool}, TimeSpan?)"/>
    public static async Task IsTrue(Func<Task<bool>> condition, TimeSpan? within = null)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken);
        bound.CancelAfter(within ?? Bound);
        while (!await condition())
            await Task.Delay(Look, bound.Token);
    }
}
