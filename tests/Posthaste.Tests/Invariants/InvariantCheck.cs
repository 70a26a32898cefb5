namespace Posthaste.Tests.Invariants;

/// <summary>The engine's ten invariants, in one place: the simulation, the kill tests, the runs of several nodes and every story
/// of the engine ask here. Pure: nothing is read, and nothing is assumed of how the records came about.</summary>
public static class InvariantCheck
{
    public static IReadOnlyList<Violation> Run(Sighting seen)
    {
        var facts = new Facts(seen);
        return
        [
            .. LivePostRules.Check(facts),
            .. CallRules.Check(facts),
            .. ContainerRules.Check(facts),
            .. OrderRules.Check(facts),
            .. LeaseRules.Check(seen),
            .. LossRules.Check(facts),
            .. HandoverRules.Check(facts),
            .. BookRules.Check(facts),
            .. SecretRules.Check(seen),
        ];
    }

    /// <summary>Fails the test with every sentence there is to say.</summary>
    public static void Holds(Sighting seen)
    {
        var violations = Run(seen);
        if (violations.Count > 0) Assert.Fail(string.Join('\n', violations));
    }
}
