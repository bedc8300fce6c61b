using System.Diagnostics.Metrics;

namespace Incidents.Application.Commands;

/// <summary>What operations see of commands: which, and what became of them. Never whose, nor on which
/// incident; and of whoever must not be found out nothing at all, because counters are read so often that one
/// more tells the moment.</summary>
public sealed class CommandMeter
{
    private readonly Counter<long> _commands;
    private readonly Counter<long> _conflicts;
    private readonly Counter<long> _limited;

    /// <summary>Makes the instruments.</summary>
    public CommandMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Meters.Name);
        _commands = meter.CreateCounter<long>("incidents.commands", "{command}",
            "Commands that people and integrations sent, by what became of them.");
        _conflicts = meter.CreateCounter<long>("incidents.commands.conflicts", "{conflict}",
            "Tries of a command that another writer's commit made void.");
        _limited = meter.CreateCounter<long>("incidents.requests.limited", "{request}",
            "Requests that were refused because their caller had sent too many.");
    }

    /// <summary>A command was answered.</summary>
    /// <param name="outcome">What became of it, or the code of what it was refused by.</param>
    public void Answered(string command, string outcome) => _commands.Add(1,
        new KeyValuePair<string, object?>("command", command),
        new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A caller sent too many requests.</summary>
    public void Limited() => _limited.Add(1);

    internal void Conflicted() => _conflicts.Add(1);
}
