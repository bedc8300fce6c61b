using System.Security.Cryptography;
using System.Text;
using Incidents.Application.Figures;
using Incidents.Application.Store;
using Npgsql;

namespace Incidents.Application.Register;

/// <summary>What the database keeps of the register by itself: its flat rows, and the figures over
/// them.</summary>
internal static class RegisterSchema
{
    private static readonly string Made = string.Join('\n',
        StatementTrigger.DropAll(
            RegisterLines.Whole, RegisterLines.Table, DeadlineFigures.Rows, DeadlineFigures.Table),
        RegisterLines.Make, FiguresSchema.Make, DeadlineFigures.Make);

    private static readonly string Mark = "Lines of the register, version "
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Made)))[..16];

    /// <summary>What the owner makes of it. Where another version made it otherwise it is made anew, and
    /// filled from the lines.</summary>
    public static string Sql { get; } =
        $"""
        do $made$ begin
            if obj_description(to_regclass('{RegisterLines.Table}'), 'pg_class')
                is distinct from '{Mark}' then
                {Made}
                -- So that what is asked next is not planned as if they were empty.
                analyze {RegisterLines.Table}, {RegisterLines.States}, {FiguresSchema.Sums},
                    {FiguresSchema.Shown}, {DeadlineFigures.Table}, {DeadlineFigures.Sums};
                comment on table {RegisterLines.Table} is '{Mark}';
            end if;
        end $made$;

        """;

    /// <summary>Whether it is that of this version.</summary>
    public static async Task<bool> IsCurrent(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"select obj_description(to_regclass('{RegisterLines.Table}'), 'pg_class')");

        return await command.ExecuteScalarAsync(cancellation) as string == Mark;
    }
}
