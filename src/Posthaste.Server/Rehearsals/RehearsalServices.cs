using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media.Files;
using Posthaste.Platforms;

namespace Posthaste.Server.Rehearsals;

/// <summary>The product as the server wires it, with four things replaced: the clock, the network, the accounts and the calls. Nothing of it is started but the engine.</summary>
internal static class RehearsalServices
{
    /// <param name="settings">The server's own.</param>
    /// <param name="folder">Where the copy is, and everything that is written.</param>
    public static ServiceProvider Build(IConfiguration settings, string folder, TimeProvider clock, ClosedNetwork network)
    {
        var configuration = new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection(Instead(folder)).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddOptions().AddSingleton<ILoggerFactory, NullLoggerFactory>().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddPosthaste(configuration);
        // What is registered last counts.
        services.AddSingleton(clock).AddSingleton<IHttpClientFactory>(network).AddSingleton<IHostApplicationLifetime, Started>();
        services.AddSingleton<IPlatforms>(provider => new RehearsedPlatforms(provider.GetServices<IPlatform>(), clock)).AddSingleton<IAccountSource, RehearsedAccounts>();
        services.AddSingleton(new MediaFiles(folder, clock));
        // A ring of its own, that seals nothing: the real keys are not opened.
        services.AddSingleton(KeySource.From(new SecretsOptions(), credentialsFolder: null, folder, clock));
        return services.BuildServiceProvider();
    }

    private static Dictionary<string, string?> Instead(string folder) => new()
    {
        [DataFolder.Key] = folder,
        ["Storage:Provider"] = "sqlite",
        ["Storage:ConnectionString"] = "",
        ["Media:Hosting"] = "Local",
        // Whether the world reaches the copies is doctor's question, and asked of the network.
        ["Media:CheckPublicCopies"] = "false",
        ["Jobs:Enabled"] = "true",
        // A rehearsal is one process that does everything, whatever part this node has.
        ["Node:Role"] = "all",
        ["Broker:Url"] = "",
        ["Broker:UrlFile"] = "",
    };

    /// <summary>The engine begins when its host has started; here it is the host.</summary>
    private sealed class Started : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted { get; } = new(canceled: true);

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
            // Nothing of a rehearsal may end the program.
        }
    }
}
