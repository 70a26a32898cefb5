namespace Posthaste.Jobs;

/// <summary>What people and the API ask of the store. Every implementation passes <c>JobStoreContract</c>.</summary>
public interface IJobStore
{
    Task<Job?> FindAsync(Guid jobId, CancellationToken ct);

    Task<Job?> FindAsync(Guid postId, Guid channelId, CancellationToken ct);

    Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken ct);

    Task<IReadOnlyList<Attempt>> ListAttemptsAsync(Guid jobId, CancellationToken ct);

    /// <summary>The parts of these jobs that have had an intent, in the order in which they came to it.</summary>
    Task<IReadOnlyList<JobPart>> ListPartsAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct);

    /// <summary>Which of these jobs a worker holds right now.</summary>
    Task<IReadOnlySet<Guid>> FindRunningAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct);

    /// <summary>Makes the lanes of a new channel.</summary>
    Task AddLanesAsync(Guid channelId, int prepareSlots, CancellationToken ct);

    /// <summary>Adds a job under its lane's lock.</summary>
    Task AddAsync(Job job, JobEvent @event, DateTimeOffset now, CancellationToken ct);

    /// <summary>Locks the channel's lanes and the job, lets <paramref name="decide"/> say what becomes of it, and writes that.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="decide">A pure function of what is stored.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="ct">Ends the wait for the lock.</param>
    Task<MoveResult> MoveAsync(Guid jobId, Func<JobSnapshot, Move> decide, DateTimeOffset now, CancellationToken ct);

    /// <summary>How often a person has retried the job since then.</summary>
    Task<int> CountRetriesAsync(Guid jobId, DateTimeOffset since, CancellationToken ct);

    /// <summary>Opens or closes the channel's gate; opening wakes the jobs that waited for it, and those that a check holds
    /// back: the token may be another one.</summary>
    Task SetGateAsync(Guid channelId, Gate gate, DateTimeOffset now, CancellationToken ct);

    /// <summary>Has what is planned on a channel looked at earlier: jobs that nothing holds up, and that would next be looked at later than that long before they are due,
    /// are woken then, or now where that has passed.</summary>
    /// <param name="channelId">Which.</param>
    /// <param name="ahead">How long before due.</param>
    /// <param name="byHand">People publish what is planned there: also those that only wait for their instant, for a limit, or for their next try. One that turns out not to be for a person holds its lane
    /// until its instant, or waits again.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="ct">Ends the wait for the lock.</param>
    /// <returns>How many were woken.</returns>
    Task<int> LookEarlierAsync(Guid channelId, TimeSpan ahead, bool byHand, DateTimeOffset now, CancellationToken ct);

    /// <summary>Channels of all workspaces that have such jobs, those that are for people too.</summary>
    Task<IReadOnlyList<Guid>> ListLateLooksAsync(TimeSpan ahead, DateTimeOffset now, CancellationToken ct);
}

/// <summary>A page of a workspace's jobs, by due time.</summary>
public sealed record JobQuery
{
    public required Guid WorkspaceId { get; init; }
    public IReadOnlyList<JobState> States { get; init; } = [];
    public Guid? ChannelId { get; init; }
    public Guid? PostId { get; init; }

    /// <summary>Due at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Due before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The last row of the page before; null for the first page.</summary>
    public (DateTimeOffset DueAt, Guid Id)? After { get; init; }

    public required int Limit { get; init; }
}

/// <summary>What a decision about a job is made on.</summary>
/// <param name="Job">As stored.</param>
/// <param name="Running">A worker holds it right now.</param>
/// <param name="OpenIntent">Its publish call is under way, or its outcome is unknown.</param>
/// <param name="Gate">Whether its channel may publish.</param>
/// <param name="LiveParts">How many of its parts are live.</param>
/// <param name="Handover">The one that is open; null while no person has the job in hand.</param>
public sealed record JobSnapshot(Job Job, bool Running, Intent? OpenIntent, Gate Gate, int LiveParts = 0, Guid? Handover = null);

/// <summary>What a person's operation does to a job.</summary>
public abstract record Move
{
    private Move() { }

    /// <summary>Write it. The version grows by itself.</summary>
    public sealed record To(Job Job, JobEvent Event, IntentVerdict? Verdict = null) : Move
    {
        /// <summary>With this a person gets the job, or gets it anew; null for none.</summary>
        public HandoverOrder? Order { get; init; }

        /// <summary>How the open hand-over ends, where the job leaves a person's hands. Left out, it was withdrawn.</summary>
        public HandoverOutcome? Outcome { get; init; }
    }

    /// <summary>The job stays as it is, and what happened is told. Nothing of a running worker is disturbed.</summary>
    public sealed record Told(JobEvent Event) : Move;

    /// <summary>The state does not allow it.</summary>
    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Message) : Move;
}

/// <summary>What became of a person's operation.</summary>
public abstract record MoveResult
{
    private MoveResult() { }

    public sealed record Moved(Job Job) : MoveResult;

    public sealed record Refused(string Code, string Message) : MoveResult
    {
        /// <summary>The post that is too close; only with <c>conflict</c>.</summary>
        public Guid? OtherPostId { get; init; }
    }

    public sealed record NotFound : MoveResult;
}
