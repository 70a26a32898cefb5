using Posthaste.Platforms.Mastodon.Answers;

namespace Posthaste.Platforms.Mastodon;

/// <summary>Asks a server what became of a publish call.</summary>
/// <remarks>docs/platforms/mastodon.md#a-lost-answer.</remarks>
internal sealed class MastodonProbe(MastodonApi api, RecentStatuses recent, MastodonOptions options, TimeProvider time)
{
    /// <summary>For this long after the first call a repeat with its key makes no second post. Mastodon keeps a key for an hour from the post on, so this leaves room for
    /// the repeat, and for clocks.</summary>
    private static readonly TimeSpan KeyIsGood = TimeSpan.FromMinutes(50);

    public async Task<Evidence> AskAsync(ProbeCall probe, CancellationToken ct)
    {
        var checkpoint = MastodonCheckpoint.Read(probe.Checkpoint) ?? MastodonCheckpoint.Empty;
        var seen = await recent.FindAsync(probe.Account, probe.Post, checkpoint.Files, probe.IntentAt, probe.DeadlineAt, ct);
        var evidence = new Evidence { Witness = Witness.None, ListRead = seen.Complete, Matches = seen.Matches, Trace = seen.Trace };
        if (seen.Own is { } own) return evidence with { Witness = Witness.Published, Post = own };
        if (seen.Failure is { } failure) return Unreadable(evidence, failure);

        if (!checkpoint.IsMastodon || seen.Matches.Count > 0) return evidence;
        if (checkpoint.Files.Count > 0) return await AskFileAsync(probe, checkpoint.Files[0], evidence, ct);
        // Without media the list alone can tell, and it tells of the past. Sent again, the key makes it one post; later nobody can be sure, and a person is asked.
        return time.GetUtcNow() < probe.IntentAt + KeyIsGood ? evidence with { Witness = Witness.NotPublished } : evidence;
    }

    /// <summary>Mastodon shows a file for as long as no post uses it, and a file can be part of one post only: the strongest witness there is.</summary>
    private async Task<Evidence> AskFileAsync(ProbeCall probe, SentFile file, Evidence evidence, CancellationToken ct)
    {
        var answer = await api.GetAsync(probe.Account, $"api/v1/media/{Uri.EscapeDataString(file.Id)}", ct);
        var asked = evidence with { Trace = evidence.Trace.Then(answer.Trace with { Handle = file.Id }) };
        return answer switch
        {
            MastodonAnswer.Done => asked with { Witness = Witness.NotPublished },
            // One this old may have been swept unused.
            MastodonAnswer.Refused { Status: 404 } when time.GetUtcNow() - file.At >= options.MediaLife => asked,
            MastodonAnswer.Refused { Status: 404 } => asked with { Witness = Witness.Published },
            _ => Unreadable(asked, answer),
        };
    }

    private Evidence Unreadable(Evidence evidence, MastodonAnswer answer) => evidence with
    {
        Witness = Witness.Unreadable,
        Error = StepAnswers.Describe(answer),
        BlockedUntil = StepAnswers.BlockedUntil(answer, options, time.GetUtcNow()),
    };
}
