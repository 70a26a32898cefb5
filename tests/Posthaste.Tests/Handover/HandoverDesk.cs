using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Storage;
using Posthaste.Tests.Posts;

namespace Posthaste.Tests.Handover;

/// <summary>The hand-over put on a desk of posts.</summary>
internal sealed class HandoverDesk(Desk desk)
{
    public const string Chat = "-100200300";

    public ScriptedDesk People => desk.People;

    public SqlHandoverStore Handovers => new(desk.Database);

    public SqlHandoverSettings Settings => new(desk.Database);

    public ChangeHandover Change => new(desk.Jobs, desk.Database, desk.Clock, new WakeSignal(), Options.Create(desk.JobsOptions));

    public PostRoutes Routes => new(Handovers, People, Options.Create(desk.Publishing), Options.Create(new HandoverOptions()));

    public ChangeHandoverSettings ChangeSettings => new(Settings, desk.Events, desk.Database, desk.Clock);

    public HandOverJob HandOver => new(Handovers, Settings, desk.Jobs, Change, desk.Database);

    public AnswerCards Answers => new(Handovers, Settings, Answer, desk.Events, desk.Database, desk.Clock);

    public AnswerHandover Answer => new(
        Handovers, Settings, desk.Jobs, desk.Workspaces, Change, new CheckLink(desk.Posts, desk.Accounts, desk.Platform, new SqlLaneStore(desk.Database), new CallBlocks(), desk.Clock, desk.Time),
        desk.RejectPost, desk.Database, desk.Clock);

    public BringCards Bring => new(
        Handovers, Settings, desk.Jobs, desk.Workspaces, People, new BuildCard(desk.Contents, desk.Posts, desk.Channels, desk.Workspaces, desk.Platform, desk.Address), Change,
        desk.Events, desk.Database, desk.Clock, desk.Time, Options.Create(new HandoverOptions()), NullLogger<BringCards>.Instance);

    public async Task LinkAsync()
    {
        var (code, _) = await ChangeSettings.MakeLinkCodeAsync(desk.WorkspaceId, Desk.Ct);
        Assert.Contains("linked", await Answers.LinkChatAsync(code, Chat, "Kitchen", Ana, Desk.Ct), StringComparison.Ordinal);
    }

    public static readonly CardPerson Ana = new("7", "Ana");

    public async Task<Job> JobAsync(Channel channel, double inHours = 1)
    {
        var post = await desk.CreateAsync(await desk.DraftAsync(channel), desk.InHours(inHours));
        return await desk.JobOfAsync(post, channel);
    }

    /// <summary>Its card is with a person.</summary>
    public async Task<(Job Job, Card Card)> CardAsync(Channel channel)
    {
        var job = await JobAsync(channel, 0.1);
        Assert.IsType<MoveResult.Moved>(await HandOver.RunAsync(job, "Ben", Desk.Ct));
        await Bring.RunAsync(Desk.Ct);
        return (job, People.Cards[^1]);
    }

    public Task<CardReply> PressAsync(Card card, CardAction action, string? text = null, CardPerson? by = null, string chat = Chat) =>
        Answers.AnswerAsync(new CardPress(card.Code, chat, action, by ?? Ana, text), Desk.Ct);

    public async Task<HandoverItem> FindAsync(Card card) => (await Handovers.FindAsync(card.HandoverId, Desk.Ct))!;

    public async Task<Job> ReadAsync(Job job) => (await desk.Jobs.FindAsync(job.Id, Desk.Ct))!;
}
