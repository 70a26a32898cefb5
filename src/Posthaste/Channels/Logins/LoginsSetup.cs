using Microsoft.Extensions.DependencyInjection;
using Posthaste.Channels.Apps;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Channels.Logins;

/// <summary>Wires signing in at networks; its store is wired with the others.</summary>
internal static class LoginsSetup
{
    public static IServiceCollection AddLogins(this IServiceCollection services) => services
        .AddSingleton(provider => new KnownLogins(provider.GetRequiredService<IPlatforms>().All.SelectMany(platform => platform.Logins))).AddSingleton<BeginLogin>().AddSingleton<ReturnFromLogin>().AddSingleton<ReadLoginChoice>().AddSingleton<ChooseAccount>()
        .AddSingleton<EnteredAppKeys>().AddSingleton<IAppKeys>(provider => provider.GetRequiredService<EnteredAppKeys>()).AddSingleton<ChangeAppKey>()
        .AddHostedService<AppKeyWatch>()
        .AddSingleton<RevokeGrant>().AddSingleton<EndGrants>().AddSingleton<DeleteGrants>().AddSingleton<PruneLogins>();
}
