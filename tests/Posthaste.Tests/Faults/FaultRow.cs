namespace Posthaste.Tests.Faults;

/// <summary>One switch of the sandbox, and the story of a post that meets it.</summary>
/// <param name="Story">Turns the switch, publishes, and holds the end against the ledger.</param>
internal sealed record FaultRow(Func<FaultRig, Task> Story)
{
    /// <summary>Of the server.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whoever fetches the media gets a connection and no answer.</summary>
    public bool MediaHostIsSilent { get; init; }

    /// <summary>Settings of the sandbox from before the account is connected; null for none.</summary>
    public object? Sandbox { get; init; }
}
