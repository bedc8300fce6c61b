namespace Incidents.Application.Details;

/// <summary>What is known of malware in a file of evidence.</summary>
public enum ScanState
{
    /// <summary>It has still to be looked through, and is not handed out.</summary>
    NotYetScanned,

    /// <summary>None was found.</summary>
    Clean,

    /// <summary>Some was found; it is not handed out.</summary>
    Quarantined,
}
