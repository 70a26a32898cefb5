using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Channels.Renewal;
using Posthaste.Jobs;
using Posthaste.Jobs.Telemetry;
using Posthaste.Storage;
using Posthaste.Tests.Posts;

namespace Posthaste.Tests.Channels.Renewal;

/// <summary>What one node renews tokens with: it shares the database and the network with others, and nothing else.</summary>
internal sealed class RenewalNode : IDisposable
{
    private readonly EngineMeter _meter = new();

    public RenewalNode(Desk desk, Database database, ILoggerFactory? log = null, TokensOptions? options = null)
    {
        log ??= new LoggerFactory();
        Channels = new SqlChannelStore(database);
        var jobs = new SqlJobStore(database);
        var events = new SqlEventLog(database);
        var plan = new RenewalPlan(desk.Platform, Options.Create(options ?? new TokensOptions()));
        var clock = new EngineClock(desk.Time);
        var keep = new KeepRenewal(Channels, desk.Vault, jobs, events, database, plan, new CloseDeadChannel(Channels, jobs, events), clock, new WakeSignal());
        RenewToken = new RenewToken(Channels, desk.Vault, plan, keep, clock, desk.Time, _meter, desk.Calls, log.CreateLogger<RenewToken>());
        RenewTokens = new RenewTokens(Channels, RenewToken, new PlanRenewals(Channels, database, plan), new TellOfEnds(Channels, events, database, plan, clock), clock, desk.Time, log.CreateLogger<RenewTokens>());
        Health = new ReadChannelHealth(Channels, jobs, plan, clock);
    }

    public SqlChannelStore Channels { get; }

    public RenewToken RenewToken { get; }

    public RenewTokens RenewTokens { get; }

    public ReadChannelHealth Health { get; }

    public void Dispose()
    {
        RenewTokens.Dispose();
        _meter.Dispose();
    }
}
