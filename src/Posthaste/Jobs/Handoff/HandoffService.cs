using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Posthaste.Jobs.Nodes;

namespace Posthaste.Jobs.Handoff;

/// <summary>Runs this node's side of the broker, where one is set, and connects again for as long as it does not answer.</summary>
internal sealed class HandoffService(
    IServiceProvider services, IHandoffTransport transport, BrokerState broker, HearHints hearHints, TellResults tellResults, IOptions<NodeOptions> node, IOptions<BrokerOptions> options, IOptions<JobsOptions> jobs, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsSet || !jobs.Value.Enabled || !node.Value.Is(NodeRoles.Scheduler | NodeRoles.Worker)) return;
        List<Task> all = [AgainAsync(CheckAsync, stoppingToken)];
        if (node.Value.Is(NodeRoles.Scheduler)) all.AddRange(Enum.GetValues<LaneKind>().Select(kind => ActivatorUtilities.CreateInstance<TellWorkers>(services, kind).LoopAsync(stoppingToken)));
        if (node.Value.Is(NodeRoles.Worker))
        {
            all.AddRange(Enum.GetValues<LaneKind>().Select(kind => AgainAsync(ct => hearHints.RunAsync(kind, options.Value.Prefetch, ct), stoppingToken)));
            all.Add(AgainAsync(tellResults.RunAsync, stoppingToken));
        }
        await Task.WhenAll(all);
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await transport.CheckAsync(ct);
                broker.Works(this);
            }
            catch (HandoffException e)
            {
                broker.Failed(this, e);
            }
            await Task.Delay(CheckEvery, time, ct);
        }
    }

    private async Task AgainAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (HandoffException)
            {
                // Who was about it has told the state of the broker.
            }
            await Task.Delay(CheckEvery, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
