using Incidents.Domain;

namespace Incidents.Api.OpenApi.Operations;

/// <summary>Whose duty a command is, as the pack that a new tenant starts with has it.</summary>
internal static class DutyWords
{
    private static readonly PolicyPack Pack = DefaultPack.Create();

    /// <summary>A sentence for whoever reads about the command.</summary>
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
        .. holders.Parties.Select(Duties.InWords),
        .. holders.Roles.Select(role => $"`{Domain.Words.CamelCase(role)}`"),
    ]);
}
