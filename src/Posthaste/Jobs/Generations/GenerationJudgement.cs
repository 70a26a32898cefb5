namespace Posthaste.Jobs.Generations;

/// <summary>Whether the database is the one that the servers last worked with. Pure.</summary>
internal abstract record GenerationJudgement
{
    /// <summary>An intent that is missing, and older than this before the last look, was tidied away with its job.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private GenerationJudgement() { }

    /// <summary>It is.</summary>
    internal sealed record Same : GenerationJudgement;

    /// <summary>Nobody can tell, because no server with this guard ever worked with it, or it has no jobs: it begins here.</summary>
    internal sealed record First : GenerationJudgement;

    /// <summary>It is an older copy, or may be one.</summary>
    /// <param name="Found">How that is known, in words that follow "because".</param>
    internal sealed record Restored(string Found) : GenerationJudgement;

    /// <param name="notes">What was left outside the database; empty for nothing.</param>
    /// <param name="facts">What the database says.</param>
    /// <param name="isAlone">No other node is alive.</param>
    /// <param name="isCopy">The folder of the notes is a copy.</param>
    public static GenerationJudgement Of(IReadOnlyList<GenerationNote> notes, GenerationFacts facts, bool isAlone, bool isCopy = false)
    {
        if (facts.Current is not { } current)
        {
            return notes.Count == 0 || !facts.HasJobs ? new First()
                : new Restored("it is from before the update that introduced the side file, which is there");
        }
        if (!facts.HasJobs) return new Same();
        if (current.IsUnseenRestore) return new Restored(current.Found ?? "it was restored from a backup");
        if (facts.Place is { } place && current.Place is { } noted && place.DifferenceTo(noted) is { } difference) return new Restored(difference);
        if (notes.Count == 0)
        {
            // A node that joins living ones is new; one that is alone had a file, or its folder is not the one of before.
            return !isAlone ? new Same() : new Restored("the side file that should be in the data folder is missing or not readable");
        }
        // A database in a file lies in that folder, so it is as old as the copy. One on a server is not touched by that.
        if (isCopy && facts.Place is null) return new Restored("the data folder was copied or restored after a server last ran on it");
        var ids = facts.History.Select(generation => generation.Id).ToHashSet();
        if (notes.All(note => !ids.Contains(note.Generation))) return new Restored("the side file in the data folder belongs to another copy of it");
        var ahead = notes.Where(note => note.Generation == current.Id && note.IntentAt is not null && !facts.Known.Contains(note.Intent!.Value) && note.IntentAt > current.SeenAt - Kept)
            .MaxBy(note => note.IntentAt);
        return ahead is null ? new Same() : new Restored($"it does not have the publish call of {ahead.IntentAt:yyyy-MM-dd HH:mm:ss} UTC that the side file in the data folder names");
    }
}
