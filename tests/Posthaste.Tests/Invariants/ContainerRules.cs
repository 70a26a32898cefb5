namespace Posthaste.Tests.Invariants;

/// <summary>The last third of invariant 3: no new container while an unsettled call could still make the old one live.</summary>
internal static class ContainerRules
{
    public static IEnumerable<Violation> Check(Facts facts)
    {
        var intents = facts.Store.Intents.Where(row => !Facts.IsComment(row.Intent.Part)).ToLookup(row => row.Intent.JobId);
        foreach (var container in facts.World.Containers)
        {
            if (container.JobId is not { } job) continue;
            var made = Facts.Millisecond(container.MadeAt);
            // Of a node that had lost its lease nobody will ever hear: what it asked for counts only where it was used.
            var counts = container.ByHolder ?? intents[job].Any(row => row.Intent.Checkpoint?.Contains(container.Id, StringComparison.Ordinal) == true);
            if (!counts) continue;
            foreach (var row in intents[job])
            {
                var open = row.Intent.IntentAt + facts.Seen.NodeLag < made && !(row.OutcomeAt <= made + facts.Seen.NodeLead);
                if (open) yield return new(3, $"Container {container.Id} was made for job {job} while intent {row.Intent.Number} for {row.Intent.Part} was open.");
            }
        }
    }
}
