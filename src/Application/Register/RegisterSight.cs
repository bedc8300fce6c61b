using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Register;

/// <summary>Which lines somebody sees, as conditions on the register's table. Which people and roles those
/// are is the domain's to say; the projection wrote them into the line.</summary>
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
    public static string Own(NpgsqlParameterCollection values, Actor actor, string line = "")
    {
        values.AddWithValue("integration", actor.Is(Role.Integration));

        return $"""
            (jsonb_exists({line}data->'reportedBy', @me)
             or (@integration and {line}data->>'enteredBy' = @me))
            """;
    }

    /// <summary>Lines of incidents that the caller sees as a whole. Nobody is shut out of most, and then the
    /// line itself need not be opened.</summary>
    /// <param name="line">What stands before a column of the line, such as <c>line.</c></param>
    public static string Whole(NpgsqlParameterCollection values, Actor actor, string line = "")
    {
        values.AddWithValue("me", actor.PersonId.ToString());
        values.AddWithValue("roles", actor.Roles.Select(Words.CamelCase).ToArray());
        values.AddWithValue("everywhere", Visibility.SeesRegister(actor));

        return $"""
            ((@everywhere and not {line}is_restricted)
             or ((@everywhere or jsonb_exists({line}data->'seenBy', @me))
                 and ((not jsonb_exists({line}data->'shutOutPeople', @me)
                       and not jsonb_exists_any({line}data->'shutOutRoles', @roles))
                      or {line}data->>'remaining' = any(@roles))))
            """;
    }
}
