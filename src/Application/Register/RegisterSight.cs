using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Register;

/// <summary>Which lines somebody sees, as conditions on the register's flat rows. Which people and roles
/// those are is the domain's to say; the projection wrote them into the line.</summary>
internal static class RegisterSight
{
    /// <summary>Lines of incidents that the caller sees, if only as their own report.</summary>
    /// <param name="line">What stands before a column of the line, such as <c>line.</c></param>
    public static string Of(NpgsqlParameterCollection values, Actor actor, string line = "")
    {
        var whole = Whole(values, actor, line);

        return $"({whole} or {Own(values, actor, line)})";
    }

    /// <summary>Lines of the caller's own reports; to be asked beside those that they see as a
    /// whole.</summary>
    /// <param name="line">What stands before a column of the line, such as <c>line.</c></param>
    public static string Own(NpgsqlParameterCollection values, Actor actor, string line = "") =>
        actor.Is(Role.Integration)
            ? $"({line}reported_by @> array[@me] or {line}entered_by = @me)"
            : $"{line}reported_by @> array[@me]";

    /// <summary>Lines of incidents that the caller sees as a whole. Nobody is shut out of most, and then
    /// nothing more is looked at.</summary>
    /// <param name="line">What stands before a column of the line, such as <c>line.</c></param>
    /// <param name="values">Takes who asks; none: they are there already.</param>
    public static string Whole(NpgsqlParameterCollection? values, Actor actor, string line = "")
    {
        values?.AddWithValue("me", actor.PersonId);
        values?.AddWithValue("roles", actor.Roles.Select(Words.CamelCase).ToArray());
        var allowed = $"""
            ((not {line}shut_out_people @> array[@me] and not {line}shut_out_roles && @roles)
             or {line}remaining = any(@roles))
            """;

        return Visibility.SeesRegister(actor)
            ? $"(not {line}is_restricted or {allowed})"
            : $"({line}seen_by @> array[@me] and {allowed})";
    }
}
