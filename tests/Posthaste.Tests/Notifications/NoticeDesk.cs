using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Channels;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Jobs.Telemetry;
using Posthaste.Notifications;
using Posthaste.Notifications.Ways;
using Posthaste.Storage;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Notifications;

/// <summary>Notifications over a real store, with ways that do as a test says and a clock of its own.</summary>
internal sealed class NoticeDesk : IAsyncDisposable
{
    public static readonly Guid WorkspaceId = Workspace.FirstId;

    private readonly TestDatabase _test;
    private readonly EngineMeter _meter = new();

    private NoticeDesk(TestDatabase test) => (_test, Clock) = (test, new EngineClock(test.Time));

    public ManualTime Time => _test.Time;

    public DateTimeOffset Now => Time.GetUtcNow();

    public EngineClock Clock { get; }

    public Database Database => _test.Database;

    public SqlTargetStore Targets => new(Database);

    public SqlDeliveryStore Deliveries => new(Database);

    public SqlEventLog Events => new(Database);

    public SqlWorkspaceStore Workspaces => new(Database);

    public TokenVault Vault { get; } = new(new KeyRing([new RingKey("test", RandomNumberGenerator.GetBytes(32))]));

    public NotificationsOptions Options { get; } = new() { AllowPrivateAddresses = true };

    public EmailOptions Email { get; } = new() { Host = "127.0.0.1", From = "posthaste@example.com" };

    public ITextMessenger Messenger { get; } = new Silent();

    public TargetAddress Addresses => new(new HostGuard { MayReach = ip => true }, Microsoft.Extensions.Options.Options.Create(Options), Microsoft.Extensions.Options.Options.Create(Email), Messenger);

    public CreateTarget CreateTarget => new(Targets, Addresses, Vault, Events, Database, Clock);

    public ChangeTarget ChangeTarget => new(Targets, Deliveries, Addresses, Vault, Events, Database, Clock);

    public DeleteTarget DeleteTarget => new(Targets, Events, Database, Clock);

    public RotateTargetSecret RotateTargetSecret => new(Targets, Vault, Events, Database, Clock);

    public RedeliverMessage Redeliver => new(Deliveries, Targets, Database, Clock, new DeliverySignal());

    /// <summary>What was sent by whatever way, in order.</summary>
    public List<Message> Sent { get; } = [];

    /// <summary>What each message comes to.</summary>
    public Func<Message, Task<SendOutcome>> Answer { get; set; } = message => Task.FromResult<SendOutcome>(new SendOutcome.Delivered());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<NoticeDesk> OpenAsync(TestDatabase test)
    {
        await test.StartAsync();
        var desk = new NoticeDesk(test);
        await desk.Workspaces.AddAsync(new Workspace { Id = WorkspaceId, Name = "Test", CreatedAt = desk.Now }, Ct);
        await desk.Follower().RunAsync(whole: true, Ct);
        return desk;
    }

    /// <summary>As on a node of its own: it remembers nothing of what others read.</summary>
    public FollowEvents Follower() => new(
        new Tail(this), Deliveries, Targets, Workspaces, Database, Clock, Microsoft.Extensions.Options.Options.Create(new EventsOptions()));

    public SendToTarget Sender() => new(
        Deliveries, new Courier([.. Enum.GetValues<TargetKind>().Select(kind => new Way(kind, this))], Vault), Events, Database, Clock, _meter, NullLogger<SendToTarget>.Instance);

    /// <summary>A webhook that hears of jobs and alerts, unless said otherwise.</summary>
    public async Task<Target> TargetAsync(TargetKind kind = TargetKind.Webhook, string name = "Ours", QuietHours? quiet = null, int? digestMinutes = null, params string[] hears)
    {
        var address = kind switch
        {
            TargetKind.Email => "ana@example.com",
            TargetKind.Telegram => "-1001",
            TargetKind.Discord => "https://discord.com/api/webhooks/12/token-of-discord",
            _ => "https://hooks.example.com/token-of-hook",
        };
        var wish = new TargetWish { Name = name, Address = address, Hears = hears.Length == 0 ? ["job.*", "alert.*"] : hears, Quiet = quiet, DigestMinutes = digestMinutes };
        return Assert.IsType<TargetResult.Saved>(await CreateTarget.RunAsync(WorkspaceId, kind, wish, "Ann", Ct)).Target;
    }

    public async Task<Event> HappenAsync(string kind = "job.published", object? data = null, DateTimeOffset? at = null)
    {
        var @event = new Event
        {
            Id = Guid.CreateVersion7(at ?? Now),
            WorkspaceId = WorkspaceId,
            Kind = kind,
            SubjectId = Guid.CreateVersion7(Now),
            At = at ?? Now,
            Actor = "engine",
            Data = data is null ? "{}" : JsonSerializer.Serialize(data),
        };
        await Events.AppendAsync(@event, Ct);
        return @event;
    }

    /// <summary>Everything that happened becomes deliveries, and everything due is sent, as one node does it in a round.</summary>
    public async Task RoundAsync()
    {
        await Follower().RunAsync(whole: true, Ct);
        await SendAsync();
    }

    public async Task SendAsync()
    {
        foreach (var claim in await ClaimAsync()) await Sender().RunAsync(claim, Ct);
    }

    public Task<IReadOnlyList<TargetClaim>> ClaimAsync() => Deliveries.ClaimAsync(Now, Now + SendToTarget.Lease, 10, Ct);

    public Task<IReadOnlyList<Delivery>> LogAsync() => Deliveries.SearchAsync(new DeliveryQuery { WorkspaceId = WorkspaceId, Limit = 1_000 }, Ct);

    public async Task<Target> ReadAsync(Target target) => (await Targets.FindAsync(WorkspaceId, target.Id, Ct))!;

    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        await _test.DisposeAsync();
    }

    private sealed class Way(TargetKind kind, NoticeDesk desk) : INotifier
    {
        public TargetKind Kind => kind;

        public Task<SendOutcome> SendAsync(Message message, CancellationToken ct)
        {
            lock (desk.Sent) desk.Sent.Add(message);
            return desk.Answer(message);
        }
    }

    /// <summary>The store's, by the test's clock on either database.</summary>
    private sealed class Tail(NoticeDesk desk) : IEventTail
    {
        private readonly SqlEventTail _tail = new(desk.Database);

        public Task<DateTimeOffset> ReadClockAsync(CancellationToken ct) => Task.FromResult(desk.Now);

        public Task<IReadOnlyList<EventNotice>> ReadAsync(DateTimeOffset from, Guid? after, int max, CancellationToken ct) => _tail.ReadAsync(from, after, max, ct);

        public Task<IReadOnlyDictionary<Guid, Guid>> FindPostsAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct) => _tail.FindPostsAsync(jobIds, ct);
    }

    private sealed class Silent : ITextMessenger
    {
        public bool IsSetUp => true;

        public Task<TextSent> SendTextAsync(string chatId, string text, CancellationToken ct) => Task.FromResult<TextSent>(new TextSent.Sent(chatId, 1));
    }
}
