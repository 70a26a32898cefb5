using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Jobs;
using Posthaste.Jobs.Generations;

namespace Posthaste.Tests.Jobs.Generations;

/// <summary>The guard at the start and while the server runs (C14, C15).</summary>
public sealed class GenerationGuardTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 7, 29, 10, 0, 0, TimeSpan.Zero);
    private static readonly DatabasePlace Home = new("7710", "00000001", "5", "16384");

    private readonly string _folder = Directory.CreateTempSubdirectory("posthaste-guard-").FullName;
    private readonly FakeGenerations _store = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_intent_is_in_the_side_file_before_its_call_and_an_older_one_does_not_replace_it()
    {
        var (older, newer) = (IntentAt(Now), IntentAt(Now.AddSeconds(1)));
        using (var guard = await StartAsync(Now))
        {
            guard.Note(newer);
            guard.Note(older);
        }

        using var file = GenerationFile.Open(_folder);
        Assert.Equal((newer.Id, newer.IntentAt), (Assert.Single(file.Found).Intent, file.Found[0].IntentAt));
    }

    [Fact]
    public async Task A_database_that_lacks_the_noted_intent_is_not_trusted_from_when_it_was_last_seen()
    {
        using (var guard = await StartAsync(Now)) guard.Note(IntentAt(Now.AddMinutes(30)));

        using var restarted = await StartAsync(Now.AddHours(3));

        Assert.Equal(new RestoreWindow(Now.AddMinutes(-1), Now.AddHours(3)), restarted.WindowFor(Now.AddDays(-1), checkedAt: null));
        Assert.Null(restarted.WindowFor(Now.AddHours(4), checkedAt: null));
        Assert.Null(restarted.WindowFor(Now.AddDays(-1), checkedAt: Now.AddHours(3)));
    }

    [Fact]
    public async Task What_was_found_is_found_once()
    {
        using (var guard = await StartAsync(Now)) guard.Note(IntentAt(Now.AddMinutes(30)));
        (await StartAsync(Now.AddHours(3))).Dispose();

        (await StartAsync(Now.AddHours(4))).Dispose();

        Assert.Equal(2, _store.History.Count);
    }

    [Fact]
    public async Task A_standby_that_takes_over_while_the_server_runs_is_noticed_at_the_next_heartbeat()
    {
        _store.Place = Home;
        using var guard = await StartAsync(Now);
        await guard.BeatAsync(Guid.NewGuid(), Now.AddSeconds(12), Ct);
        Assert.Null(guard.WindowFor(Now, checkedAt: null));

        _store.Place = Home with { Timeline = "00000002" };
        await guard.BeatAsync(Guid.NewGuid(), Now.AddSeconds(120), Ct);

        Assert.Equal(new RestoreWindow(Now.AddSeconds(12 - 60), Now.AddSeconds(120)), guard.WindowFor(Now, checkedAt: null));
        Assert.Contains("timeline", guard.Current!.Found);
    }

    [Fact]
    public async Task A_database_that_loses_an_intent_while_the_server_runs_is_noticed()
    {
        using var guard = await StartAsync(Now);
        var kept = IntentAt(Now.AddSeconds(1));
        _store.Intents.Add(kept.Id);
        guard.Note(kept);
        await guard.BeatAsync(Guid.NewGuid(), Now.AddSeconds(2), Ct);
        Assert.Single(_store.History);

        guard.Note(IntentAt(Now.AddSeconds(3)));
        await guard.BeatAsync(Guid.NewGuid(), Now.AddSeconds(4), Ct);

        Assert.Contains("does not have the publish call", guard.Current!.Found);
    }

    [Fact]
    public async Task What_another_node_found_first_stands()
    {
        using var guard = await StartAsync(Now);
        guard.Note(IntentAt(Now.AddMinutes(30)));
        var theirs = new Generation { Id = Guid.NewGuid(), Number = 2, BeganAt = Now.AddMinutes(31), KnownUntil = Now.AddMinutes(-1), Found = "they said so", SeenAt = Now.AddMinutes(31) };
        _store.BegunElsewhere = theirs;

        await guard.BeatAsync(Guid.NewGuid(), Now.AddMinutes(32), Ct);

        Assert.Equal(theirs, guard.Current);
        Assert.Equal(new RestoreWindow(Now.AddMinutes(-1), Now.AddMinutes(31)), guard.WindowFor(Now, checkedAt: null));
    }

    [Fact]
    public async Task A_job_that_two_restores_have_left_unasked_is_asked_about_both_times()
    {
        _store.History.Add(new Generation { Id = Guid.NewGuid(), Number = 1, BeganAt = Now, KnownUntil = Now.AddHours(-5), SeenAt = Now });
        _store.History.Add(new Generation { Id = Guid.NewGuid(), Number = 2, BeganAt = Now.AddHours(9), KnownUntil = Now.AddHours(8), SeenAt = Now.AddHours(9) });
        using (var file = GenerationFile.Open(_folder)) file.Write(new GenerationNote(_store.History[1].Id, null, null));

        using var guard = await StartAsync(Now.AddHours(10));

        Assert.Equal(new RestoreWindow(Now.AddHours(-5), Now.AddHours(9)), guard.WindowFor(Now.AddHours(-6), checkedAt: null));
        Assert.Equal(new RestoreWindow(Now.AddHours(8), Now.AddHours(9)), guard.WindowFor(Now.AddHours(-6), checkedAt: Now));
        Assert.Equal(new RestoreWindow(Now.AddHours(8), Now.AddHours(9)), guard.WindowFor(Now.AddHours(1), checkedAt: null));
    }

    private async Task<GenerationGuard> StartAsync(DateTimeOffset at)
    {
        var guard = new GenerationGuard(_store, new GenerationFolder(_folder, Clock: null), NullLogger<GenerationGuard>.Instance);
        await guard.StartAsync(Guid.NewGuid(), at, Ct);
        return guard;
    }

    private static Intent IntentAt(DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        JobId = Guid.NewGuid(),
        Part = "post",
        Number = 1,
        Step = "publish",
        Checkpoint = null,
        ContentHash = "hash",
        IntentAt = at,
        DeadlineAt = at.AddSeconds(30),
    };
}
