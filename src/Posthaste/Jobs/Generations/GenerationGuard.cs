using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Posthaste.Jobs.Generations;

/// <summary>Notices that an older copy of the database was put in place, and says of which time it then knows nothing. Looks at the
/// start, before anything is claimed, and again with every heartbeat: a standby can take over while the servers run.</summary>
public sealed class GenerationGuard(IGenerationStore store, GenerationFolder folder, ILogger<GenerationGuard> log) : IDisposable
{
    /// <summary>Clocks differ, and a platform's timestamps are not ours.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan SeenInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private GenerationFile? _file;
    private GenerationNote? _note;
    private volatile IReadOnlyList<RestoreWindow> _windows = [];
    private volatile Generation? _current;
    private bool _cannotWrite;

    /// <summary>Null before the start has looked.</summary>
    public Generation? Current => _current;

    /// <summary>The times of which the database may know nothing, for a job that is in it since then; the first to the last. Null for none.</summary>
    /// <param name="createdAt">When the job was made.</param>
    /// <param name="checkedAt">Until when its calls are accounted for already; null for not at all.</param>
    public RestoreWindow? WindowFor(DateTimeOffset createdAt, DateTimeOffset? checkedAt)
    {
        var windows = _windows;
        if (windows.Count == 0) return null;
        var open = windows.Where(window => createdAt <= window.Until && !(checkedAt >= window.Until)).ToList();
        return open.Count == 0 ? null : new RestoreWindow(open.Min(window => window.From), open.Max(window => window.Until));
    }

    /// <summary>Looks before the engine claims anything.</summary>
    /// <param name="node">This life of the process.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="ct">Ends the look.</param>
    public async Task StartAsync(Guid node, DateTimeOffset now, CancellationToken ct)
    {
        _file ??= GenerationFile.Open(folder.Path);
        await LookAsync(new Look(_file.Found, IsAlone: !_file.IsShared, _file.IsCopy), node, now, ct);
    }

    /// <summary>Looks again.</summary>
    public Task BeatAsync(Guid node, DateTimeOffset now, CancellationToken ct)
    {
        GenerationNote? note;
        // Taken before the database is read: whatever is noted was committed by then.
        lock (_gate) note = _note;
        return LookAsync(new Look(note is null ? [] : [note], IsAlone: true, IsCopy: false), node, now, ct);
    }

    /// <summary>Notes an intent that is committed, before its call is made. Costs one write to a file that is open.</summary>
    public void Note(Intent intent)
    {
        lock (_gate)
        {
            if (_note is not null && !(_note.IntentAt >= intent.IntentAt)) Write(_note with { Intent = intent.Id, IntentAt = intent.IntentAt });
        }
    }

    public void Dispose() => _file?.Dispose();

    private async Task LookAsync(Look look, Guid node, DateTimeOffset now, CancellationToken ct)
    {
        var notes = look.Notes;
        var facts = await store.ReadAsync([.. notes.Select(note => note.Intent).OfType<Guid>()], node, now, ct);
        switch (GenerationJudgement.Of(notes, facts, look.IsAlone && facts.OtherNodes == 0, look.IsCopy))
        {
            case GenerationJudgement.Same:
                Adopt(facts, notes);
                if (now - facts.Current!.SeenAt < SeenInterval) return;
                await store.SeenAsync(facts.Current, now, ct);
                // Dated anew: whatever happens to the file while a server runs is no sign of anything.
                lock (_gate) Write(_note!);
                return;
            case GenerationJudgement.First:
                await store.BeginAsync(Next(facts, now), ct);
                break;
            case GenerationJudgement.Restored restored:
                var knownUntil = (facts.Current?.SeenAt ?? await store.ReadLastChangeAsync(ct) ?? now) - Margin;
                var begun = Next(facts, now) with { KnownUntil = knownUntil, Found = restored.Found };
                if (await store.BeginAsync(begun, ct)) log.RestoreFound(restored.Found, knownUntil, now);
                break;
            default:
                throw new UnreachableException();
        }
        // Whoever wrote it down first: what was noted before belongs to another generation than the one that is current now.
        Adopt(await store.ReadAsync([], node, now, ct), []);
    }

    private void Adopt(GenerationFacts facts, IReadOnlyList<GenerationNote> notes)
    {
        _current = facts.Current;
        _windows = [.. facts.History.Where(generation => generation.KnownUntil is not null).Select(generation => new RestoreWindow(generation.KnownUntil!.Value, generation.BeganAt))];
        lock (_gate)
        {
            var generation = facts.Current!.Id;
            var newest = notes.Append(_note).Where(note => note?.Generation == generation).Append(new GenerationNote(generation, facts.NewestIntent?.Id, facts.NewestIntent?.At))
                .MaxBy(note => note!.IntentAt ?? DateTimeOffset.MinValue)!;
            if (_note is null || newest with { WrittenAt = _note.WrittenAt } != _note) Write(newest);
        }
    }

    private void Write(GenerationNote note)
    {
        _note = note = note with { WrittenAt = folder.Clock?.GetUtcNow() };
        try
        {
            _file!.Write(note);
            _cannotWrite = false;
        }
        catch (IOException e)
        {
            // The post still goes out: its intent is committed, and this file is the second net. Told once, not for every post.
            if (!_cannotWrite) log.NoteFailed(e);
            _cannotWrite = true;
        }
    }

    private sealed record Look(IReadOnlyList<GenerationNote> Notes, bool IsAlone, bool IsCopy);

    private static Generation Next(GenerationFacts facts, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Number = (facts.Current?.Number ?? 0) + 1,
        BeganAt = now,
        Place = facts.Place,
        SeenAt = now,
    };
}

/// <summary>Where the side files are: outside the database, on a disk that outlives the process.</summary>
/// <param name="Path">Of the folder.</param>
/// <param name="Clock">The one that the disk's times are made by; null where nobody knows, and a copied folder cannot be told.</param>
public sealed record GenerationFolder(string Path, TimeProvider? Clock);
