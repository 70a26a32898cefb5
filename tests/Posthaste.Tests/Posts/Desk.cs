using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Channels.Logins;
using Posthaste.Channels.Renewal;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Media;
using Posthaste.Media.Files;
using Posthaste.Media.Hosting;
using Posthaste.Media.Probing;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Files;
using Posthaste.Posts.Readiness;
using Posthaste.Posts.Repeats;
using Posthaste.Posts.Versions;
using Posthaste.Storage;
using Posthaste.Tests.Channels;
using Posthaste.Tests.Platforms;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Tests.Posts;

/// <summary>The nouns put together over a real store, with a scripted network and a clock of the test's own.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-test-");
    private readonly MediaOptions _mediaOptions = new() { VideoPreset = "ultrafast" };
    private readonly ToolRunner _tools;
    private readonly MediaProbe _probe;

    public Desk(TestDatabase database)
    {
        _database = database;
        Files = new MediaFiles(_folder.FullName, Time);
        // The tools' own time runs on: only what is planned stands still.
        _tools = new ToolRunner(_mediaOptions, TimeProvider.System, NullLogger<ToolRunner>.Instance);
        _probe = new MediaProbe(_tools, _mediaOptions);
        WorkOnMedia = (work, progress, ct) => new DoMediaWork(
            new MakeRendition(new ImageRenderer(Files, _tools, _probe, _mediaOptions), new VideoRenderer(Files, _tools, _probe, _mediaOptions), new RenditionQueue(), _probe, Files, Media, Time),
            new DecodeMedia(Files, _tools, _probe, Media, _mediaOptions)).RunAsync(work, progress, ct);
        Workshop = new MediaWorkshop((work, progress, ct) => WorkOnMedia(work, progress, ct), Time, NullLogger<MediaWorkshop>.Instance);
    }

    public MediaFiles Files { get; }

    public MediaWorkshop Workshop { get; }

    /// <summary>What the workshop does; the real work unless a test puts something in its place.</summary>
    public Func<MediaWork, IProgress<double>, CancellationToken, Task<MediaRefusal?>> WorkOnMedia { get; set; }

    public SweepRenditions SweepRenditions => new(Media, new PostRenditionUse(Posts), new EchoHost(), Files, _mediaOptions, Time);

    public const string Token = "EAAB-very-secret-token";

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Guid WorkspaceId { get; } = Workspace.FirstId;

    public ManualTime Time => _database.Time;

    public ScriptedPlatform Platform { get; } = new();

    public TokenVault Vault { get; } = new(new KeyRing([new RingKey("test", RandomNumberGenerator.GetBytes(32))]));

    public JobsOptions JobsOptions { get; } = new();

    /// <summary>Repeats are not refused, since most tests make do with one picture; a test of that sets the time.</summary>
    public PublishingOptions Publishing { get; set; } = new() { RepeatWindow = TimeSpan.Zero };

    public PublicAddress Address { get; set; } = new(new Uri("https://posts.example.com"));

    public EngineClock Clock { get; private set; } = null!;

    public Database Database => _database.Database;

    public SqlPostStore Posts => new(Database);

    public SqlChannelStore Channels => new(Database);

    public SqlJobStore Jobs => new(Database);

    public SqlMediaStore Media => new(Database);

    public SqlCategoryStore Categories => new(Database);

    public SqlSlotStore Slots => new(Database);

    public SqlSeriesStore Series => new(Database);

    public SqlWorkspaceStore Workspaces => new(Database);

    public SqlEventLog Events => new(Database);

    /// <summary>Off, unless a test says otherwise.</summary>
    public PlansOptions PlansOptions { get; set; } = new();

    public PlanGate Plans => new(Workspaces, Options.Create(PlansOptions));

    public ChangePlan ChangePlan => new(Workspaces, Channels, Jobs, Plans, Events, Database, Clock, new WakeSignal(), Options.Create(JobsOptions));

    public RenewalPlan RenewalPlan => new(Platform, Options.Create(new TokensOptions()));

    public KeepAccount KeepAccount => new(
        Channels, Vault, RenewalPlan, Jobs, new PutBackJobs(Jobs, Options.Create(JobsOptions)), Plans, Events, Database, Clock, new WakeSignal(), Options.Create(JobsOptions));

    public ConnectChannel ConnectChannel => new(Platform, KeepAccount, Database, Calls);

    public PauseChannel PauseChannel => new(Channels, Jobs, Events, Database, Clock);

    public ResumeChannel ResumeChannel => new(Channels, Jobs, Events, Database, Clock, new WakeSignal());

    public DisconnectChannel DisconnectChannel => new(
        Channels, Vault, Jobs, Events, Database, Clock, new RevokeGrant(Logins, Events, Database, Clock, Calls, NullLogger<RevokeGrant>.Instance));

    /// <summary>What was called outside of jobs.</summary>
    public KeptCalls Calls { get; } = new();

    /// <summary>The ways to sign in; none unless a test brings one.</summary>
    public KnownLogins Logins { get; set; } = new([]);

    public ChannelAccounts Accounts => new(Channels, Vault, new CloseDeadChannel(Channels, Jobs, Events), Database, Clock);

    public CreatePost CreatePost => new(Posts, CheckPost, Workshop, Schedule, Events, Database, Clock);

    public PreviewPost PreviewPost => new(CheckPost, Schedule, Clock);

    public RevisePost RevisePost => new(Posts, CheckPost, Workshop, PostJobs, Schedule, Events, Database, Clock);

    public SchedulePost SchedulePost => new(Posts, CheckPost, Schedule, Events, Database, Clock);

    public UnschedulePost UnschedulePost => new(Posts, Workspaces, PostJobs, Events, Database, Clock);

    public SubmitPost SubmitPost => new(Posts, CheckPost, PostJobs, Events, Database, Clock);

    public WithdrawPost WithdrawPost => new(Posts, Events, Database, Clock);

    public UnapprovePost UnapprovePost => new(Posts, PostJobs, Events, Database, Clock);

    public ReadSent ReadSent => new(Posts, new SqlSentCalls(Database), Contents);

    public UpdateWorkspace UpdateWorkspace => new(Workspaces, Events, Database, Time);

    public ChangeJob ChangeJob => new(Jobs, Database, Clock, new WakeSignal(), Options.Create(JobsOptions));

    public ApprovePost ApprovePost => new(Posts, CheckPost, Events, Database, Clock);

    public RejectPost RejectPost => new(Posts, PostJobs, Events, Database, Clock);

    public DeletePost DeletePost => new(Posts, PostJobs, Events, Database, Clock);

    public CopyPost CopyPost => new(Posts, CreatePost, Events, Database, Clock);

    public PublishPostNow PublishPostNow => new(Posts, CheckPost, PostJobs, Schedule, Events, Database, Clock, Options.Create(Publishing));

    public PostContentSource Contents => new(Posts, Channels, Media, new FindFiles(Media, Workshop), Files, new EchoHost(), Platform);

    public PrepareMedia PrepareMedia => new(Posts, CheckPost, Workshop, Options.Create(Publishing), Time);

    public CheckPost CheckPost => new(Workspaces, Plans, Channels, Categories, Media, Posts, new FindFiles(Media, Workshop), Platform, new AheadRules(MediaOrigin.Of(Address)), Clock, Options.Create(JobsOptions));

    /// <summary>The rules, for media that nobody fetches.</summary>
    public CheckChannelReadiness Readiness => new(
        Posts, Channels, Plans, Platform, Contents, new AheadRules(MediaOrigin.Of(Address)), new QuotaRule(CheckPlan), new FetchHostedCopy(new NoNetwork(), Time), MediaOrigin.Of(Address), new MediaOptions(), Clock, Time);

    public CheckPostReadiness CheckPostReadiness => new(Posts, Jobs, Channels, CheckPost, Readiness, FindRepeat, Workshop, Clock, Options.Create(JobsOptions));

    private PostJobs PostJobs => new(Jobs, Channels, ChangeJob, Clock, Options.Create(JobsOptions));

    private FindRepeat FindRepeat => new(new SqlRepeatStore(Database), Options.Create(Publishing));

    public CheckPlan CheckPlan => new(new SqlLimitStore(Database), Platform, Clock, Options.Create(JobsOptions));

    public PostSchedule Schedule => new(Posts, Jobs, PostJobs,
        new ScheduleJob(Jobs, Database, Clock, new WakeSignal(), Options.Create(JobsOptions)),
        CheckPlan, FindRepeat, Clock, Options.Create(JobsOptions), Options.Create(Publishing),
        NullLogger<PostSchedule>.Instance);

    /// <param name="database">A SQLite file where left out.</param>
    public static async Task<Desk> OpenAsync(ApprovalPolicy approval = ApprovalPolicy.None, TestDatabase? database = null)
    {
        database ??= new SqliteTestDatabase();
        var desk = new Desk(database);
        await database.StartAsync();
        desk.Clock = new EngineClock(desk.Time);
        await desk.Workspaces.AddAsync(new Workspace
        {
            Id = desk.WorkspaceId,
            Name = "Test",
            ApprovalPolicy = approval,
            CreatedAt = desk.Time.GetUtcNow(),
        }, Ct);
        return desk;
    }

    public DateTimeOffset In(TimeSpan time) => Time.GetUtcNow() + time;

    public DateTimeOffset InHours(double hours) => In(TimeSpan.FromHours(hours));

    public async Task<Channel> ConnectAsync(string remoteId = "1784")
    {
        Platform.ConnectAnswer = new ConnectResult.Connected(new AccountProfile { RemoteId = remoteId, Username = $"shop{remoteId}" });
        var request = new ConnectRequest { WorkspaceId = WorkspaceId, Platform = "instagram", AccessToken = new Secret(Token) };
        return Assert.IsType<ConnectChannelResult.Connected>(await ConnectChannel.RunAsync(request, "Ann", Ct)).Channel;
    }

    public async Task<MediaItem> UploadAsync(string sha256 = "aa", MediaKind kind = MediaKind.Image, long? likeness = null)
    {
        var video = kind == MediaKind.Video;
        return await Media.AddAsync(new MediaItem
        {
            Id = Guid.CreateVersion7(Time.GetUtcNow()),
            WorkspaceId = WorkspaceId,
            FileName = "a",
            ContentType = video ? "video/mp4" : "image/jpeg",
            Kind = kind,
            Bytes = 1000,
            Sha256 = sha256.PadLeft(64, '0'),
            Width = 1080,
            Height = 1350,
            DurationMs = video ? 5_000 : null,
            Codec = video ? "h264" : "jpeg",
            Likeness = likeness,
            Details = new MediaDetails(),
            CreatedAt = Time.GetUtcNow(),
        }, Ct);
    }

    /// <summary>Takes a file in as the server would.</summary>
    public async Task<MediaItem> TakeInAsync(byte[] file, string name)
    {
        var upload = new UploadMedia(new UploadIntake(Files, _mediaOptions), _probe, Files, Media, Time);
        var result = await upload.RunAsync(new Upload { WorkspaceId = WorkspaceId, Content = new MemoryStream(file), FileName = name }, Ct);
        return Assert.IsType<UploadResult.Accepted>(result).Item;
    }

    public async Task<PostDraft> DraftAsync(params Channel[] channels) => new()
    {
        Type = PostType.Image,
        ChannelIds = [.. channels.Select(channel => channel.Id)],
        MediaIds = [(await UploadAsync()).Id],
        Caption = "Hello",
    };

    public async Task<Post> CreateAsync(PostDraft draft, DateTimeOffset? at = null, string actor = "Ann") =>
        Saved(await CreatePost.RunAsync(new NewPost { WorkspaceId = WorkspaceId, Draft = draft, At = at, Force = true }, actor, Ct));

    public Task<PostResult> ReviseAsync(Post post, Func<PostDraft, PostDraft> change, string actor = "Ann") =>
        RevisePost.RunAsync(WorkspaceId, post.Id, change, null, force: false, actor, Ct);

    public static Post Saved(PostResult result) => Assert.IsType<PostResult.Saved>(result).Post;

    public static string RefusedCode(PostResult result) => Assert.IsType<PostResult.Refused>(result).Code;

    public async Task<IReadOnlyList<Job>> JobsOfAsync(Post post) =>
        await Jobs.ListAsync(new JobQuery { WorkspaceId = WorkspaceId, PostId = post.Id, Limit = 100 }, Ct);

    public async Task<Job> JobOfAsync(Post post, Channel channel) => (await Jobs.FindAsync(post.Id, channel.Id, Ct))!;

    /// <summary>Puts a job where the engine would have brought it.</summary>
    public async Task BringToAsync(Job job, JobState state, JobReason? reason = null)
    {
        var moved = await Jobs.MoveAsync(job.Id,
            found => new Move.To(found.Job with { State = state, Reason = reason, WakeAt = null, RemoteId = state == JobState.Published ? $"remote-{job.Id}" : null },
                new JobEvent("job.moved", "test")), Clock.Now, Ct);
        Assert.IsType<MoveResult.Moved>(moved);
    }

    public async Task OpenIntentAsync(Job job)
    {
        await Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            """
            INSERT INTO publish_intents (id, job_id, channel_id, part, number, step, content_hash, node, epoch, intent_at, deadline_at)
            VALUES (@Id, @JobId, @ChannelId, 'post', 1, 'publish', 'hash', @Id, 1, @At, @At)
            """, new { Id = Guid.CreateVersion7(Time.GetUtcNow()), JobId = job.Id, job.ChannelId, At = Time.GetUtcNow() }), Ct);
    }

    public async Task<Gate> GateOfAsync(Channel channel) => (Gate)await Database.ReadAsync(connection => connection.QuerySingleAsync<int>(
        "SELECT DISTINCT gate FROM lanes WHERE channel_id = @Id", new { channel.Id }), Ct);

    public async Task<IEnumerable<string>> KindsOfEventsAsync(Guid subject) => (await Events.ListAsync(WorkspaceId, subject, Ct)).Select(happened => happened.Kind);

    public async ValueTask DisposeAsync()
    {
        await Workshop.DisposeAsync();
        _tools.Dispose();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class NoNetwork : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => throw new InvalidOperationException("Nothing is fetched at the desk.");
    }

    private sealed class EchoHost : IMediaHost
    {
        public Task<HostedCopy> HostAsync(MediaFile file, DateTimeOffset neededUntil, CancellationToken ct) => Task.FromResult(new HostedCopy
        {
            Id = file.MediaId,
            MediaId = file.MediaId,
            Sha256 = file.Sha256,
            ContentType = file.ContentType,
            Bytes = file.Bytes,
            Hosting = MediaHosting.Local,
            Url = new Uri($"https://media.example/{file.Sha256}"),
            ExpiresAt = neededUntil,
            CreatedAt = neededUntil,
        });

        public Task RemoveAsync(HostedCopy copy, CancellationToken ct) => Task.CompletedTask;

        public Task<int> SweepLeftoversAsync(CancellationToken ct) => Task.FromResult(0);
    }
}
