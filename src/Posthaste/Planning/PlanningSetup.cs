using Microsoft.Extensions.DependencyInjection;
using Posthaste.Planning.Bulk;
using Posthaste.Planning.Hashtags;
using Posthaste.Planning.Recurring;

namespace Posthaste.Planning;

/// <summary>Wires planning together.</summary>
internal static class PlanningSetup
{
    public static IServiceCollection AddPlanning(this IServiceCollection services)
    {
        services.AddOptions<PlanningOptions>().BindConfiguration(PlanningOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<CreateCategory>().AddSingleton<ChangeCategory>().AddSingleton<DeleteCategory>()
            .AddSingleton<CreateHashtagSet>().AddSingleton<ChangeHashtagSet>().AddSingleton<DeleteHashtagSet>()
            .AddSingleton<CreateSlot>().AddSingleton<ChangeSlot>().AddSingleton<DeleteSlot>()
            .AddSingleton<ListPlaces>().AddSingleton<FindNextSlots>().AddSingleton<TakePlace>().AddSingleton<ScheduleInNextSlot>().AddSingleton<CreateInNextSlot>()
            .AddSingleton<LockPosts>().AddSingleton<ChangePosts>().AddSingleton<RehearseChange>()
            .AddSingleton<SeriesSignal>().AddSingleton<CreateSeries>().AddSingleton<ChangeSeries>().AddSingleton<DeleteSeries>().AddSingleton<MakeOccurrence>().AddSingleton<MakeSeriesPosts>();
    }
}
