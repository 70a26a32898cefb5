using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Channels.Logins;
using Posthaste.Channels.Renewal;
using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Posts;
using Posthaste.Posts.Files;
using Posthaste.Posts.Readiness;
using Posthaste.Posts.Repeats;
using Posthaste.Posts.Versions;
using Posthaste.Storage;
using Posthaste.Tests.Platforms;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Tests.Posts;

// The use cases of channels and posts, each put together anew where a test asks for it.
internal sealed partial class Desk
{
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

    public CheckPost CheckPost => new(Workspaces, Plans, Channels, Categories, Media, Posts, new FindFiles(Media, Workshop), Platform, new AheadRules(MediaOrigin.Of(Address)),
        new HandRoute(new SqlHandoverSettings(Database), People, Options.Create(Publishing)), Clock, Options.Create(JobsOptions));

    /// <summary>The rules, for media that nobody fetches.</summary>
    public CheckChannelReadiness Readiness => new(
        Posts, Channels, Workspaces, Plans, Platform, Contents, new AheadRules(MediaOrigin.Of(Address)), new QuotaRule(CheckPlan), new FetchHostedCopy(new NoNetwork(), Time), MediaOrigin.Of(Address), new MediaOptions(), Clock, Time);

    public CheckPostReadiness CheckPostReadiness => new(Posts, Jobs, Channels, CheckPost, Readiness, FindRepeat, Workshop, Clock, Options.Create(JobsOptions));

    private PostJobs PostJobs => new(Jobs, Channels, ChangeJob, Clock, Options.Create(JobsOptions));

    private FindRepeat FindRepeat => new(new SqlRepeatStore(Database), Clock, Options.Create(Publishing));

    public CheckPlan CheckPlan => new(new SqlLimitStore(Database), Platform, Clock, Options.Create(JobsOptions));

    public PostSchedule Schedule => new(Posts, PostJobs,
        new ScheduleJob(Jobs, Database, Clock, new WakeSignal(), Options.Create(JobsOptions)),
        CheckPlan, FindRepeat, TimeRules, Clock, Options.Create(JobsOptions), Options.Create(Publishing),
        NullLogger<PostSchedule>.Instance);

    public RescheduleJob RescheduleJob => new(Posts, Jobs, Channels, Workspaces, PostJobs, TimeRules, ChangeJob, Database);

    private TimeRules TimeRules => new(Jobs, Clock, Options.Create(Publishing));
}
