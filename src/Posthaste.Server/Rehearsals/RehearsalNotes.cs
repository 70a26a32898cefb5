using Posthaste.Jobs;

namespace Posthaste.Server.Rehearsals;

/// <summary>What was seen on the way. When a post's late window has ended, the job says only that.</summary>
internal sealed class RehearsalNotes
{
    private readonly HashSet<Guid> _waited = [];
    private readonly Dictionary<Guid, Job> _held = [];

    /// <summary>It had to wait for a limit of its account.</summary>
    public bool HasWaited(Guid jobId) => _waited.Contains(jobId);

    /// <summary>As it was when something first held it back for a person; null where nothing did.</summary>
    public Job? Held(Guid jobId) => _held.GetValueOrDefault(jobId);

    public async Task AddAsync(Guid jobId, bool forLimit, IJobStore jobs, CancellationToken ct)
    {
        if (forLimit) _waited.Add(jobId);
        else if (!_held.ContainsKey(jobId) && await jobs.FindAsync(jobId, ct) is { } job) _held[jobId] = job;
    }
}
