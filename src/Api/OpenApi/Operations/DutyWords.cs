using Incidents.Domain;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>Whose duty a command is, as the pack that a new tenant starts with has it.</summary>
internal static class DutyWords
{
    private static readonly PolicyPack Pack = DefaultPack.Create();

    /// <summary>A sentence for who reads about the command.</summary>
    public static string Of(Type command)
    {
        var duty = DutyAttribute.Of(command);
        var always = Words(Pack.Holders(duty, severity: null));
        var special = Enum.GetValues<Severity>()
            .Where(severity => Words(Pack.Holders(duty, severity)) != always)
            .Select(severity =>
                $"; {Domain.Words.CamelCase(severity)}: {Words(Pack.Holders(duty, severity))}");

        return $"Duty `{duty}` of the policy pack; by default of {always}{string.Concat(special)}.";
    }

    private static string Words(Holders holders) => string.Join(", ",
    [
        .. holders.Parties.Select(Of),
        .. holders.Roles.Select(role => $"`{Domain.Words.CamelCase(role)}`"),
    ]);

    private static string Of(Party party) => party switch
    {
        Party.Reporter => "the reporter",
        Party.Allocated => "who was given the investigation",
        Party.Investigator => "the investigator",
        Party.Leader => "a leader who was engaged",
        Party.Recorder => "who recorded it",
        Party.EscalationTarget => "the role that the escalation went to",
        Party.NextInOrder => "the next in the order of stand-ins",
        Party.Anybody => "anybody, without signing in",
    };
}
