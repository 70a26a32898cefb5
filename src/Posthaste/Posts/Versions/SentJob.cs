using Posthaste.Platforms;

namespace Posthaste.Posts.Versions;

/// <summary>What was agreed to for one channel, beside what was handed to its network.</summary>
/// <param name="Approved">Null where it is not known any more.</param>
/// <param name="Parts">Empty before the first call.</param>
public sealed record SentJob(ApprovedContent? Approved, IReadOnlyList<SentPart> Parts);

/// <summary>What a job may send.</summary>
/// <param name="Version">When and by whom it was signed; null for an approval from before that was kept.</param>
/// <param name="Content">What.</param>
public sealed record ApprovedContent(PostVersion? Version, SignedContent Content);

/// <summary>What went out with one irreversible call.</summary>
public sealed record SentPart
{
    public required SentCall Call { get; init; }

    /// <summary>It is what the job's approval signed.</summary>
    public required bool IsAsApproved { get; init; }

    /// <summary>Null where it is not known any more: <see cref="Gap"/> says why.</summary>
    public SentText? Sent { get; init; }

    public SentGap? Gap { get; init; }
}

/// <summary>What one call handed over.</summary>
/// <param name="Text">The caption; of a first comment, its text.</param>
/// <param name="Media">Of a set of stories, the one that this part is.</param>
/// <param name="Cover">Shown before a reel plays.</param>
/// <param name="Options">None with a comment.</param>
public sealed record SentText(string Text, IReadOnlyList<SignedFile> Media, SignedFile? Cover, PostOptions Options)
{
    /// <returns>What this part of the content is.</returns>
    public static SentText Of(string part, SignedContent content)
    {
        if (part == PublishStep.Comment) return new(content.Options.FirstComment ?? "", [], null, PostOptions.None);
        var options = content.Options with { FirstComment = null };
        for (var number = 1; number <= content.Media.Count; number++)
        {
            if (part == PublishStep.Story(number)) return new(content.Caption, [content.Media[number - 1]], content.Cover, options);
        }
        return new(content.Caption, content.Media, content.Cover, options);
    }
}

/// <summary>Why it is not known what was sent. Only of calls from before it was kept.</summary>
public enum SentGap
{
    /// <summary>The post was changed since.</summary>
    ContentChanged,

    /// <summary>A file of it is no longer in the library, or the channel is gone.</summary>
    MediaGone,
}
