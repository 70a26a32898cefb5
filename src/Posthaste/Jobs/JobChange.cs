namespace Posthaste.Jobs;

/// <summary>What a person, or a change of the post, does to a job.</summary>
public abstract record JobChange
{
    private JobChange() { }

    /// <summary>Try again now: a new round of attempts, a new late window. Also "retry now" while it backs off.
    /// For a job that a check holds back before it is due: look again now, and keep the time.</summary>
    public sealed record Retry : JobChange;

    /// <summary>Another time: a new round of attempts, a new late window.</summary>
    public sealed record Reschedule(DateTimeOffset At) : JobChange;

    public sealed record PublishNow : JobChange;

    /// <summary>Do not publish.</summary>
    public sealed record Cancel : JobChange;

    /// <summary>What the job was to send is no longer agreed to. Like <see cref="Cancel"/>, and also for a job that failed: nobody may retry it.</summary>
    public sealed record Withdraw : JobChange;

    /// <summary>The post's content changed and was approved again: what was prepared is of no use.</summary>
    /// <param name="ApprovedHash">Of the new content.</param>
    /// <param name="Lead">Of the new content: a video needs longer.</param>
    public sealed record Revise(string ApprovedHash, TimeSpan Lead) : JobChange;

    /// <summary>A person looked at the account: the post is live.</summary>
    /// <param name="Permalink">Where, if known.</param>
    public sealed record ResolvePublished(Uri? Permalink) : JobChange;

    /// <summary>A person looked at the account: the post is not live.</summary>
    public sealed record ResolveNotPublished : JobChange;
}
