namespace Posthaste.Tests.Invariants;

/// <summary>Something happened that must never happen.</summary>
/// <param name="Invariant">1 to 10, as the engine's invariants are numbered in docs/simulation.md.</param>
/// <param name="Sentence">What was seen, with the ids it was seen in.</param>
public sealed record Violation(int Invariant, string Sentence)
{
    public override string ToString() => $"Invariant {Invariant}: {Sentence}";
}
