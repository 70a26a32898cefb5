using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Simulation;

/// <summary>The people of the world. They schedule, change their minds, post by hand, pause and reconnect channels; and when they are
/// asked whether a post is live, they look and tell the truth.</summary>
internal sealed partial class People(World world)
{
    private readonly Chance _chance = world.ChanceFor("people");
    private readonly Chance _moment = world.ChanceFor("last moment");
    private readonly Chance _behind = world.ChanceFor("stories behind stories");
    private readonly EngineClock _clock = new(world.Time);
    private readonly WakeSignal _signal = new();
    private readonly List<Guid> _channels = [];
    private readonly List<(Guid Post, Guid Channel)> _planned = [];
    private readonly Guid _workspace = world.MakeId(World.Start);
    private int _versions;

    private IOptions<JobsOptions> Settings => Options.Create(world.Weather.Options);

    private Guid Someones => _chance.OneOf(_channels);

    public void OpenChannels()
    {
        for (var i = 1; i <= world.Weather.Channels; i++)
        {
            var channel = world.MakeId(World.Start);
            world.Name(channel, $"channel {i}");
            _channels.Add(channel);
            Do(() => world.Stores.ConnectAsync(channel, "model"));
            Do(() => world.Stores.Jobs.AddLanesAsync(channel, world.Weather.Options.PrepareSlots, CancellationToken.None));
            world.Accounts.Connect(channel);
        }
    }

    /// <summary>Plans the day: who schedules what, and who does what else when.</summary>
    public void Plan()
    {
        var (time, span) = (world.Time, world.Weather.Span.TotalSeconds);
        for (var i = 1; i <= world.Weather.Jobs; i++)
        {
            var number = i;
            time.In(_chance.Is(0.5) ? TimeSpan.Zero : _chance.Time(0, span * 0.7), () => Schedule(number));
        }
        for (var i = 0; i < world.Weather.Operations; i++) time.In(_chance.Time(1, span), Operate);
        for (var i = 0; i < world.Weather.Presses; i++) time.In(_presses.Time(1, span + 7200), Press);
        for (var i = 0; i < world.Weather.Decoys; i++) time.In(_chance.Time(1, span + 3600), PostByHand);
    }

    /// <summary>All that stood in the way is put right.</summary>
    public void MakeGood()
    {
        foreach (var channel in _channels) Open(channel);
    }

    /// <summary>Looks after what nobody but a person can decide.</summary>
    public void LookAfter()
    {
        foreach (var job in All().Where(job => job is { State: JobState.NeedsAttention, Reason: JobReason.Undecidable })) Resolve(job);
    }

    private void Schedule(int number)
    {
        var channel = Someones;
        var post = world.MakeId(world.Time.Now);
        world.Contents.Write(post, Write(number, _chance.Is(world.Weather.Stories) ? PostType.Story : _chance.Is(0.25) ? PostType.Reel : PostType.Image, _chance.Is(0.3)));
        _planned.Add((post, channel));
        var due = Schedule(post, channel, number);
        if (due is { } first && world.Contents[post].Type == PostType.Story && _behind.Is(world.Weather.StoriesBehind)) ScheduleBehind(first, channel, number + 100);
        // The same post on another channel is a job of its own.
        if (_channels.Count > 1 && _chance.Is(0.15)) Schedule(post, _channels.First(other => other != channel), number);
    }

    /// <summary>Another set of stories goes out right behind the first: nothing but their time tells them apart.</summary>
    private void ScheduleBehind(DateTimeOffset first, Guid channel, int number)
    {
        var post = world.MakeId(world.Time.Now);
        world.Contents.Write(post, Write(number, PostType.Story, comments: false));
        _planned.Add((post, channel));
        Schedule(post, channel, number, first + _behind.Time(0, 120));
    }

    /// <param name="at">Null for a time that chance decides.</param>
    /// <returns>When it is due; null where it was refused.</returns>
    private DateTimeOffset? Schedule(Guid post, Guid channel, int number, DateTimeOffset? at = null)
    {
        var now = world.Time.Now;
        var result = Do(() => new ScheduleJob(world.Stores.Jobs, new AtOnce(), _clock, _signal, Settings).RunAsync(new NewJob
        {
            WorkspaceId = _workspace,
            PostId = post,
            ChannelId = channel,
            Platform = "model",
            DueAt = at ?? now + (_chance.Is(0.15) ? TimeSpan.Zero : _chance.Is(0.3) ? TimeSpan.FromMinutes(_chance.Between(1, 30)) : _chance.Time(1, world.Weather.Span.TotalSeconds)),
            LateWindow = _chance.Is(0.7) ? world.Weather.Options.LateWindow : _chance.Time(5, 1200),
            LateAction = _chance.Is(0.8) ? LateAction.Attention : LateAction.Skip,
            Lead = world.Contents[post].Type == PostType.Reel ? world.Weather.Options.VideoLeadTime : world.Weather.Options.LeadTime,
            ApprovedHash = SimContents.HashOf(world.Contents[post]),
        }, "Ann", CancellationToken.None));
        if (result is MoveResult.Moved { Job: var job } && world.Jobs.TryAdd((post, channel), job.Id))
        {
            world.Count("jobs");
            world.Name(job.Id, $"j{number}{(char)('a' + _channels.IndexOf(channel))}");
        }
        Note("schedules", result);
        if (result is not MoveResult.Moved { Job: var scheduled }) return null;
        var left = scheduled.DueAt - now;
        if (world.Weather.Operations > 0 && _moment.Is(0.02) && left > TimeSpan.FromSeconds(1)) world.Time.In(left - _moment.Time(0, 0.3), () => ChangeMind(scheduled));
        return scheduled.DueAt;
    }

    private PlatformPost Write(int number, PostType type, bool comments) => new()
    {
        Type = type,
        Caption = $"post {number} v{++_versions}",
        Media = [.. Enumerable.Range(1, type == PostType.Story ? _chance.Between(1, 3) : 1).Select(_ => new PlatformMedia
        {
            MediaId = Guid.Empty,
            ContentType = type == PostType.Reel ? "video/mp4" : "image/jpeg",
            Bytes = 1,
            Sha256 = "",
            Width = 1,
            Height = 1,
            DurationMs = type == PostType.Reel ? 5000 : null,
            Url = new Uri("https://media.example/a"),
        })],
        Options = comments && type != PostType.Story ? new PostOptions { FirstComment = "Open until six." } : PostOptions.None,
    };

    private void Operate()
    {
        world.Count("operations");
        if (_chance.Is(0.25))
        {
            OperateChannel();
            return;
        }
        var jobs = All();
        if (jobs.Count == 0) return;
        var job = _chance.OneOf(jobs);
        var now = world.Time.Now;
        switch (_chance.Below(10))
        {
            case 0 or 1: Edit(job); break;
            case 2: Change(job, new JobChange.Reschedule(now + _chance.Time(1, 4 * 3600))); break;
            case 3: Change(job, new JobChange.Cancel()); break;
            case 4 or 5: Change(job, new JobChange.Retry()); break;
            case 6: Change(job, new JobChange.PublishNow()); break;
            case 7: Schedule(job.PostId, job.ChannelId, 0); break;
            case 8: SlipIn(job); break;
            default: Resolve(job); break;
        }
    }

    /// <summary>At the last moment, when a worker waits for the instant already.</summary>
    private void ChangeMind(Job job) => Change(job, _moment.Is(0.7) ? new JobChange.Cancel() : new JobChange.Reschedule(world.Time.Now + _moment.Time(1, 3600)));

    private void OperateChannel()
    {
        var channel = Someones;
        switch (_chance.Below(4))
        {
            case 0:
                world.Say($"{world.NameOf(channel)} is paused");
                SetGate(channel, Gate.Paused);
                world.Time.In(_chance.Time(1, 7200), () => Open(channel));
                break;
            case 1:
                world.Say($"{world.NameOf(channel)} is disconnected");
                world.Accounts.Disconnect(channel);
                SetGate(channel, Gate.Disconnected);
                world.Time.In(_chance.Time(1, 7200), () => Open(channel));
                break;
            case 2:
                world.Say($"the network withdraws the token of {world.NameOf(channel)}");
                world.Accounts.Withdraw(channel);
                world.Time.In(_chance.Time(60, 7200), () => Open(channel));
                break;
            default:
                Open(channel);
                break;
        }
    }

    /// <summary>A bug somewhere else: the content changes, and nobody has approved that. It must never go out,
    /// nor stand in the way of what comes after a post is live.</summary>
    private void SlipIn(Job job)
    {
        // What is looked for in the account would be the new content: a post by hand must not show that.
        var comes = job.State is JobState.Scheduled or JobState.Preparing or JobState.Ready || job is { State: JobState.Published, WakeAt: not null };
        if (world.Weather.Decoys > 0 || !comes) return;
        world.Say($"something slips into {world.NameOf(job.Id)}");
        world.Contents.Write(job.PostId, Rewrite(job.PostId));
    }

    private PlatformPost Rewrite(Guid post)
    {
        var before = world.Contents[post];
        return before with { Caption = $"{before.Caption[..before.Caption.LastIndexOf(' ')]} v{++_versions}" };
    }

    private void Edit(Job job)
    {
        if (world.Jobs.Keys.Count(key => key.Post == job.PostId) > 1) return;
        var written = Rewrite(job.PostId);
        if (Change(job, new JobChange.Revise(SimContents.HashOf(written), job.Lead)) is MoveResult.Moved) world.Contents.Write(job.PostId, written);
    }

    private void Resolve(Job job)
    {
        var part = Do(() => world.Stores.Jobs.ListPartsAsync([job.Id], CancellationToken.None)).LastOrDefault(known => known.Outcome is null);
        var live = world.Platform.Network.Posts.FirstOrDefault(post => post.JobId == job.Id && post.Part == part?.Part);
        Change(job, live is null ? new JobChange.ResolveNotPublished() : new JobChange.ResolvePublished(null));
    }

    private void PostByHand()
    {
        if (_planned.Count == 0) return;
        var (post, channel) = _chance.OneOf(_planned);
        world.Platform.Network.PostByHand(world.Contents[post], channel);
    }

    private MoveResult Change(Job job, JobChange change)
    {
        var result = Do(() => new ChangeJob(world.Stores.Jobs, new AtOnce(), _clock, _signal, Settings).RunAsync(job.Id, change, "Ann", CancellationToken.None));
        Note($"{change.GetType().Name} {world.NameOf(job.Id)}", result);
        return result;
    }

    private void Note(string what, MoveResult result)
    {
        if (world.IsTracing) world.Say($"Ann {what} → {(result is MoveResult.Moved moved ? $"{world.NameOf(moved.Job.Id)} {moved.Job.State}, due {moved.Job.DueAt:dd HH:mm:ss.fff} until {moved.Job.LateAt:dd HH:mm:ss}" : (result as MoveResult.Refused)?.Code ?? "not found")}");
        if (result is MoveResult.Moved { Job: var job })
            world.Orders.Add(new Order(job.Id, world.Time.Now, job.DueAt, job.LateAt, job.ApprovedHash, job.State == JobState.Cancelled));
    }

    private void Open(Guid channel)
    {
        world.Say($"{world.NameOf(channel)} is connected and open");
        world.Accounts.Connect(channel);
        SetGate(channel, Gate.Open);
    }

    private void SetGate(Guid channel, Gate gate) => Do(() => world.Stores.Jobs.SetGateAsync(channel, gate, world.Time.Now, CancellationToken.None));

    private List<Job> All() => [.. Do(() => world.Stores.Jobs.ListAsync(new JobQuery { WorkspaceId = _workspace, Limit = 100 }, CancellationToken.None))];

    private void Do(Func<Task> call) => Do(async () =>
    {
        await call();
        return true;
    });

    private T Do<T>(Func<Task<T>> call)
    {
        world.Changes++;
        return World.Commit(call);
    }

    /// <summary>A request is one thing that happens at one instant.</summary>
    private sealed class AtOnce : ITransactions
    {
        public Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken ct) => work();

        public void AfterCommit(Action action) => action();
    }
}
