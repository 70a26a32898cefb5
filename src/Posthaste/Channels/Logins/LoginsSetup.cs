using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Channels.Logins;

/// <summary>Wires signing in at networks; its store is wired with the others.</summary>
internal static class LoginsSetup
{
    public static IServiceCollection AddLogins(this IServiceCollection services) => services
        .AddSingleton<KnownLogins>().AddSingleton<BeginLogin>().AddSingleton<ReturnFromLogin>().AddSingleton<ReadLoginChoice>().AddSingleton<ChooseAccount>()
        .AddSingleton<RevokeGrant>().AddSingleton<EndGrants>().AddSingleton<DeleteGrants>().AddSingleton<PruneLogins>();
}
