using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Posthaste.Media.Files;
using Posthaste.Media.Hosting.Cloudinary;
using Posthaste.Media.Hosting.S3;

namespace Posthaste.Media.Hosting;

/// <summary>Registers every host whose settings are there, and the one that <c>Media:Hosting</c> chooses. Needs the media store, the store of what is used, the files and
/// <see cref="LocalMediaHost"/>.</summary>
internal static class HostingSetup
{
    public static IServiceCollection AddMediaHosting(this IServiceCollection services)
    {
        services.AddOptions<S3Options>().BindConfiguration(S3Options.Section).ValidateDataAnnotations()
            .Validate<IOptions<MediaOptions>>((s3, media) => media.Value.Hosting != MediaHosting.S3 || s3.Bucket.Length > 0, "Media:S3:Bucket: hosting by s3 needs the name of a bucket.")
            .Validate<IOptions<MediaOptions>>((s3, media) => media.Value.Hosting != MediaHosting.S3 || s3.IsSet, "Media:S3:AccessKey: hosting by s3 needs AccessKey, and SecretKey or SecretKeyFile.")
            .Validate(s3 => s3.Endpoint is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Media:S3:Endpoint: expected is an address such as https://s3.example.com.")
            .Validate(s3 => s3.PublicBaseUrl is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Media:S3:PublicBaseUrl: expected is an address such as https://media.example.com.")
            .ValidateOnStart();
        services.AddOptions<CloudinaryOptions>().BindConfiguration(CloudinaryOptions.Section).ValidateDataAnnotations()
            .Validate<IOptions<MediaOptions>>((cloud, media) => media.Value.Hosting != MediaHosting.Cloudinary || cloud.CloudName.Length > 0, "Media:Cloudinary:CloudName: hosting by cloudinary needs the name of the cloud.")
            .Validate<IOptions<MediaOptions>>((cloud, media) => media.Value.Hosting != MediaHosting.Cloudinary || cloud.IsSet, "Media:Cloudinary:ApiKey: hosting by cloudinary needs ApiKey, and ApiSecret or ApiSecretFile.")
            .Validate(cloud => cloud.ApiBaseUrl is { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Media:Cloudinary:ApiBaseUrl: expected is an address such as https://api.cloudinary.com.")
            .Validate(cloud => cloud.DeliveryBaseUrl is { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Media:Cloudinary:DeliveryBaseUrl: expected is an address such as https://res.cloudinary.com.")
            .ValidateOnStart();
        services.AddCloudinaryClient();
        services.AddSingleton<HostedLedger>().AddSingleton<HostJournal>().AddSingleton<ReadStorage>();
        services.AddSingleton(provider => new S3ObjectStore(provider.GetRequiredService<IOptions<S3Options>>().Value));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CloudinaryApi>(provider, provider.GetRequiredService<IOptions<CloudinaryOptions>>().Value));
        services.AddSingleton(provider => new CloudinaryObjectStore(provider.GetRequiredService<CloudinaryApi>(), provider.GetRequiredService<IOptions<CloudinaryOptions>>().Value));
        services.AddSingleton(provider => new MediaHosts(
            provider.GetRequiredService<LocalMediaHost>(), Remotes(provider), provider.GetRequiredService<IMediaStore>(), provider.GetRequiredService<MediaOptions>(),
            provider.GetRequiredService<HostJournal>()));
        services.AddSingleton<IMediaHost>(provider => provider.GetRequiredService<MediaHosts>());
        return services.AddSingleton(OriginOf);
    }

    /// <summary>Its addresses hold no secret, but its bodies do.</summary>
    public static IServiceCollection AddCloudinaryClient(this IServiceCollection services)
    {
        services.AddHttpClient(CloudinaryApi.Client)
            .ConfigureHttpClient((provider, http) => http.Timeout = provider.GetRequiredService<IOptions<CloudinaryOptions>>().Value.RequestTimeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ActivityHeadersPropagator = null,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return services;
    }

    private static IEnumerable<RemoteMediaHost> Remotes(IServiceProvider provider)
    {
        if (provider.GetRequiredService<IOptions<S3Options>>().Value.IsSet) yield return Remote(provider, provider.GetRequiredService<S3ObjectStore>());
        if (provider.GetRequiredService<IOptions<CloudinaryOptions>>().Value.IsSet) yield return Remote(provider, provider.GetRequiredService<CloudinaryObjectStore>());
    }

    private static RemoteMediaHost Remote(IServiceProvider provider, IObjectStore objects) => new(
        objects, provider.GetRequiredService<IMediaStore>(), provider.GetRequiredService<IHostingUploadStore>(), provider.GetRequiredService<MediaFiles>(),
        provider.GetRequiredService<MediaOptions>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<HostedLedger>());

    private static MediaOrigin OriginOf(IServiceProvider provider)
    {
        var s3 = provider.GetRequiredService<IOptions<S3Options>>().Value;
        return provider.GetRequiredService<MediaOptions>().Hosting switch
        {
            MediaHosting.S3 => new MediaOrigin(s3.Origin, s3.OriginSetting, AnswersHead: s3.PublicBaseUrl is not null),
            MediaHosting.Cloudinary => new MediaOrigin(
                provider.GetRequiredService<IOptions<CloudinaryOptions>>().Value.DeliveryBaseUrl, $"{CloudinaryOptions.Section}:{nameof(CloudinaryOptions.DeliveryBaseUrl)}", AnswersHead: true),
            _ => MediaOrigin.Of(provider.GetRequiredService<PublicAddress>()),
        };
    }
}
