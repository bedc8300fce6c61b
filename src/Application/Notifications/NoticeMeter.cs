using System.Diagnostics.Metrics;

namespace Incidents.Application.Notifications;

/// <summary>What operations see of notices. Those of whoever must not be found out go out at the full hour,
/// and are counted then.</summary>
public sealed class NoticeMeter
{
    private readonly Counter<long> _mails;
    private readonly Counter<long> _givenUp;

    /// <summary>Makes the instruments.</summary>
    public NoticeMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Meters.Name);
        _mails = meter.CreateCounter<long>("incidents.notices.mails", "{mail}",
            "Mails that the server was given, by whether it took them.");
        _givenUp = meter.CreateCounter<long>("incidents.notices.given_up", "{notice}",
            "Notices that were given up after a day of trying.");
    }

    internal void Tried(bool taken) => _mails.Add(1,
        new KeyValuePair<string, object?>("outcome", taken ? "taken" : "notTaken"));

    internal void GivenUp() => _givenUp.Add(1);
}
