namespace Posthaste.Server.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Check">What, in a word or two.</param>
/// <param name="Level">How it is.</param>
/// <param name="Sentence">What was seen.</param>
/// <param name="Mend">What to do; null where nothing is to be done.</param>
internal sealed record DoctorFinding(string Check, DoctorLevel Level, string Sentence, string? Mend = null)
{
    public static DoctorFinding Ok(string check, string sentence) => new(check, DoctorLevel.Ok, sentence);

    public static DoctorFinding Warning(string check, string sentence, string mend) => new(check, DoctorLevel.Warning, sentence, mend);

    public static DoctorFinding Error(string check, string sentence, string mend) => new(check, DoctorLevel.Error, sentence, mend);
}

internal enum DoctorLevel
{
    Ok,

    /// <summary>The server works, and something should be looked at.</summary>
    Warning,

    /// <summary>Posts will not go out, or the server will not start.</summary>
    Error,
}

/// <summary>Looks at something that a server needs, and changes nothing.</summary>
internal interface IDoctorCheck
{
    /// <summary>For its findings, and for what is said where it fails itself.</summary>
    string Name { get; }

    Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct);
}
