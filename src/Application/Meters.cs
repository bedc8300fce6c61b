namespace Incidents.Application;

/// <summary>What operations measure of the service: all of its own instruments belong to one
/// meter.</summary>
public static class Meters
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Incidents";
}
