using Microsoft.Extensions.DependencyInjection;
using Posthaste.Transfer.Feeds;

namespace Posthaste.Transfer;

/// <summary>Wires import, export and feeds; their stores are wired with the others.</summary>
internal static class TransferSetup
{
    public static IServiceCollection AddTransfer(this IServiceCollection services) => services
        .AddSingleton<FindNames>().AddSingleton<MakePostOfRow>().AddSingleton<ImportPosts>().AddSingleton<ExportPosts>()
        .AddSingleton<CreateCalendarFeed>().AddSingleton<RevokeCalendarFeed>().AddSingleton<ReadCalendarFeed>();
}
