using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Alerts;
using Posthaste.Alerts.Health;
using Posthaste.Alerts.Rates;
using Posthaste.Broker;
using Posthaste.Channels;
using Posthaste.Channels.Apps;
using Posthaste.Channels.Logins;
using Posthaste.Channels.Renewal;
using Posthaste.Channels.Usage;
using Posthaste.Events;
using Posthaste.Handover;
using Posthaste.Handover.Telegram;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Media;
using Posthaste.Media.Files;
using Posthaste.Media.Hosting;
using Posthaste.Media.Importing;
using Posthaste.Media.Probing;
using Posthaste.Media.Renditions;
using Posthaste.Notifications;
using Posthaste.Planning;
using Posthaste.Planning.Hashtags;
using Posthaste.Planning.Recurring;
using Posthaste.Platforms;
using Posthaste.Platforms.Bluesky;
using Posthaste.Platforms.Facebook;
using Posthaste.Platforms.Instagram;
using Posthaste.Platforms.Mastodon;
using Posthaste.Platforms.TikTok;
using Posthaste.Posts;
using Posthaste.Posts.Comments;
using Posthaste.Posts.Figures;
using Posthaste.Posts.Files;
using Posthaste.Posts.Readiness;
using Posthaste.Posts.Repeats;
using Posthaste.Posts.Versions;
using Posthaste.Storage;
using Posthaste.Storage.Copies;
using Posthaste.Storage.Exports;
using Posthaste.Storage.Postgres;
using Posthaste.Storage.Sqlite;
using Posthaste.Transfer;
using Posthaste.Transfer.Feeds;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;
using Posthaste.Workspaces.Plans;

namespace Posthaste;

/// <summary>Wires the product together: the only file that knows every adapter and every store.</summary>
public static class PosthasteSetup
{
    public static IServiceCollection AddPosthaste(this IServiceCollection services, IConfiguration configuration)
    {
        var dataDir = Path.GetFullPath(configuration["DataDir"] is { Length: > 0 } path ? path : "data");
        services.AddSingleton(BootTime.ForThisMachine);
        AddOptions(services);
        AddStorage(services, dataDir);
        AddMedia(services, configuration, dataDir);

        services.AddPlatformHttp();
        services.AddInstagram();
        services.AddTikTok();
        services.AddBluesky();
        services.AddMastodon();
        services.AddFacebook();
        services.AddSingleton<IPlatforms, KnownPlatforms>();

        services.AddSingleton(provider => KeySource.From(
            provider.GetRequiredService<IOptions<SecretsOptions>>().Value, Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY"), dataDir, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<KeySource>().Open());
        services.AddSingleton<TokenVault>();
        services.AddSingleton<IAccountSource, ChannelAccounts>();
        services.AddSingleton<KeepAccount>().AddSingleton<ConnectChannel>().AddSingleton<DisconnectChannel>().AddSingleton<PauseChannel>().AddSingleton<ResumeChannel>()
            .AddSingleton<RenameChannel>().AddSingleton<ChangeAutomation>().AddSingleton<ReadChannelUsage>().AddSingleton<ReadPostingTerms>().AddSingleton<ReadUsageDays>().AddSingleton<RollUpUsage>().AddSingleton<RotateKeys>().AddSingleton<RemoveOldKeys>().AddSingleton<CountSealed>().AddLogins().AddRenewal();

        services.AddJobs().AddBroker();
        services.AddEvents().AddHostedService<NodeHints>();
        AddPosts(services);
        services.AddHandover();
        services.AddTransfer();
        services.AddPlanning();
        services.AddAlerts();
        services.AddTelegram();
        services.AddNotifications(configuration);

        services.AddSingleton<AuthenticateKey>().AddSingleton<CreateApiKey>().AddSingleton<RevokeApiKey>().AddSingleton<EnsureBootstrapKey>()
            .AddSingleton<UpdateWorkspace>().AddSingleton<PlanGate>().AddSingleton<ChangePlan>().AddSingleton<PruneIdempotencyKeys>().AddMembers();
        return services;
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PublishingOptions>().BindConfiguration(PublishingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MediaOptions>().BindConfiguration(MediaOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PlansOptions>().BindConfiguration(PlansOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SecretsOptions>().BindConfiguration(SecretsOptions.Section);
        services.AddOptions<UsageOptions>().BindConfiguration(UsageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<MediaOptions>>().Value);
    }

    private static void AddPosts(IServiceCollection services) => services
        .AddSingleton<PostContentSource>().AddSingleton<IContentSource>(provider => provider.GetRequiredService<PostContentSource>())
        .AddSingleton<FindFiles>().AddSingleton<PrepareMedia>().AddSingleton<ReadPostFiles>()
        .AddSingleton<AheadRules>().AddSingleton<QuotaRule>().AddSingleton<CheckChannelReadiness>().AddSingleton<IPreflight, PostPreflight>().AddSingleton<CheckPostReadiness>().AddSingleton<TestStorage>()
        .AddSingleton<CheckPost>().AddSingleton<FindRepeat>().AddSingleton<PostJobs>().AddSingleton<TimeRules>().AddSingleton<PostSchedule>()
        .AddSingleton<CreatePost>().AddSingleton<PreviewPost>().AddSingleton<RevisePost>().AddSingleton<SubmitPost>().AddSingleton<ApprovePost>().AddSingleton<RejectPost>().AddSingleton<WithdrawPost>().AddSingleton<UnapprovePost>()
        .AddSingleton<SchedulePost>().AddSingleton<RescheduleJob>().AddSingleton<UnschedulePost>().AddSingleton<PublishPostNow>().AddSingleton<DeletePost>().AddSingleton<CopyPost>()
        .AddSingleton<ReadSent>().AddSingleton<AddComment>().AddSingleton<EditComment>().AddSingleton<DeleteComment>()
        .AddSingleton<ReadFigures>().AddSingleton<ReadOverview>();

    private static void AddStorage(IServiceCollection services, string dataDir)
    {
        services.AddSingleton<Database>(provider =>
        {
            var storage = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            return storage.IsPostgres
                ? new PostgresDatabase(storage.ConnectionString ?? "")
                : new SqliteDatabase(storage.SqlitePath(dataDir), provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(provider => new CopyEnds(provider.GetRequiredService<IOptions<StorageOptions>>().Value, dataDir, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<MakeBackup>().AddSingleton<RestoreBackup>().AddSingleton<ExportWorkspace>().AddSingleton<ImportWorkspace>();
        services.AddSingleton<ITransactions, Transactions>();
        services.AddEngineStores(dataDir);
        services.AddSingleton<IChannelStore, SqlChannelStore>();
        services.AddSingleton<ILoginStore, SqlLoginStore>();
        services.AddSingleton<ISealedStore>(provider => provider.GetRequiredService<ILoginStore>());
        services.AddSingleton<SqlAppKeyStore>().AddSingleton<IAppKeyStore>(provider => provider.GetRequiredService<SqlAppKeyStore>())
            .AddSingleton<ISealedStore>(provider => provider.GetRequiredService<SqlAppKeyStore>());
        services.AddSingleton<IMediaStore, SqlMediaStore>();
        services.AddSingleton<IHostingUploadStore, SqlHostingUploadStore>();
        services.AddSingleton<SqlUsageStore>().AddSingleton<IUsageStore>(provider => provider.GetRequiredService<SqlUsageStore>())
            .AddSingleton<IHostedUsageStore>(provider => provider.GetRequiredService<SqlUsageStore>());
        services.AddSingleton<ICommentStore, SqlCommentStore>().AddSingleton<ISentCalls, SqlSentCalls>();
        services.AddSingleton<SqlPostStore>().AddSingleton<IPostStore>(provider => provider.GetRequiredService<SqlPostStore>()).AddSingleton<IExportStore>(provider => provider.GetRequiredService<SqlPostStore>());
        services.AddSingleton<IImportStore, SqlImportStore>().AddSingleton<ICalendarFeedStore, SqlCalendarFeedStore>();
        services.AddSingleton<IRepeatStore, SqlRepeatStore>();
        services.AddSingleton<ICategoryStore, SqlCategoryStore>().AddSingleton<ICategories>(provider => provider.GetRequiredService<ICategoryStore>())
            .AddSingleton<ISlotStore, SqlSlotStore>().AddSingleton<ISeriesStore, SqlSeriesStore>().AddSingleton<IHashtagSetStore, SqlHashtagSetStore>();
        services.AddSingleton<IFigureStore, SqlFigureStore>();
        services.AddSingleton<IAlertStore, SqlAlertStore>().AddSingleton<IAlertFacts, SqlAlertFacts>().AddSingleton<IRateStore, SqlRateStore>().AddSingleton<INetworkLookStore, SqlNetworkLookStore>().AddSingleton<IHealthFacts, SqlHealthFacts>();
        services.AddSingleton<IHandoverStore, SqlHandoverStore>().AddSingleton<IHandoverSettings, SqlHandoverSettings>();
        services.AddSingleton<ITelegramStore, SqlTelegramStore>();
        services.AddSingleton<ITargetStore, SqlTargetStore>().AddSingleton<ISealedStore>(provider => provider.GetRequiredService<ITargetStore>()).AddSingleton<IDeliveryStore, SqlDeliveryStore>();
        services.AddSingleton<ISealedStore>(provider => provider.GetRequiredService<IChannelStore>());
        services.AddSingleton<IWorkspaceStore, SqlWorkspaceStore>();
        services.AddSingleton<IApiKeyStore, SqlWorkspaceApiKeyStore>();
        services.AddSingleton<IIdempotencyStore, SqlWorkspaceIdempotencyStore>();
        services.AddSingleton<IMemberStore, SqlMemberStore>().AddSingleton<IMembershipStore, SqlMembershipStore>().AddSingleton<ISessionStore, SqlSessionStore>()
            .AddSingleton<IInviteStore, SqlInviteStore>().AddSingleton<ISetupStore, SqlSetupStore>().AddSingleton<ISignInTryStore, SqlSignInTryStore>();
        services.AddSingleton<SqlFactorStore>().AddSingleton<IFactorStore>(provider => provider.GetRequiredService<SqlFactorStore>())
            .AddSingleton<ISealedStore>(provider => provider.GetRequiredService<SqlFactorStore>());
    }

    private static void AddMedia(IServiceCollection services, IConfiguration configuration, string dataDir)
    {
        services.AddSingleton(provider => new MediaFiles(dataDir, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<MediaOptions>().Folder));
        services.AddSingleton<ToolRunner>().AddSingleton<MediaProbe>().AddSingleton<UploadIntake>().AddSingleton<UploadMedia>()
            .AddSingleton<DeleteMedia>().AddSingleton<MakeThumbnail>().AddSingleton<SweepMediaFiles>().AddSingleton<SweepHostedCopies>();
        services.AddSingleton(provider => new MediaSigningKey(provider.GetRequiredService<KeyRing>().DeriveMediaSecret()));
        var address = new PublicAddress(configuration["PublicBaseUrl"] is { } text ? new Uri(text) : PublicAddress.Default);
        services.AddSingleton(address).AddMediaFetch().AddMediaImport();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LocalMediaHost>(provider, address.Url));
        services.AddMediaHosting();
        services.AddSingleton<IMediaUse, PostMediaUse>();
        services.AddSingleton<IRenditionUse, PostRenditionUse>();
        services.AddSingleton<ImageRenderer>().AddSingleton<VideoRenderer>().AddSingleton<RenditionQueue>().AddSingleton<MakeRendition>()
            .AddSingleton<DecodeMedia>().AddSingleton<DoMediaWork>().AddSingleton<SweepRenditions>();
        services.AddSingleton(provider => new MediaWorkshop(
            provider.GetRequiredService<DoMediaWork>().RunAsync, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<MediaWorkshop>>()));
    }

    // Not the database itself: what is registered twice would be disposed twice.
    private sealed class Transactions(Database database) : ITransactions
    {
        public Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken ct) => database.RunAsync(work, ct);

        public void AfterCommit(Action action) => database.AfterCommit(action);
    }

    private sealed class KnownPlatforms(IEnumerable<IPlatform> all) : IPlatforms
    {
        public IReadOnlyList<IPlatform> All { get; } = [.. all];

        public IPlatform? Find(string name) => All.FirstOrDefault(platform => platform.Name == name);
    }
}
