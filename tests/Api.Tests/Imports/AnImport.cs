using Incidents.Api.Tests.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.Imports;

/// <summary>An import that goes on after it was taken.</summary>
internal static class AnImport
{
    /// <summary>The import once it is finished.</summary>
    public static async Task<Answer> SeesFinished(this Member registrar, Answer taken)
    {
        var import = taken;
        await Eventually.IsTrue(async () =>
            (import = await registrar.Gets(taken.Location!))["state"]!.GetValue<string>() == "finished");

        return import;
    }
}
