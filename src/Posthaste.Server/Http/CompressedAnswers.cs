using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Posthaste.Server.Idempotency;

namespace Posthaste.Server.Http;

/// <summary>Compresses what reading the API answers with, from <see cref="MinBytes"/> on: a month of a full calendar is 700 KB of JSON that says much the same again and again.
/// Only where the endpoint says so, and never beside a secret; docs/decisions/0023-compressed-answers.md says why.</summary>
internal static class CompressedAnswers
{
    /// <summary>Below that the packet is sent whole anyway.</summary>
    public const int MinBytes = 1024;

    public static IServiceCollection AddCompressedAnswers(this IServiceCollection services) => services
        .AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            // Problems are left out: they are short. Pictures and videos are compressed already.
            options.MimeTypes = ["application/json", "text/csv"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        })
        // The quickest levels: nine tenths are gone already, and the others cost several times as much.
        .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest)
        .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest)
        .AddSingleton<IResponseCompressionProvider, LargeAnswersOnly>();

    /// <summary>To be called where the endpoint is known.</summary>
    public static void UseCompressedAnswers(this WebApplication app) => app.UseWhen(IsWanted, branch => branch.UseResponseCompression());

    /// <summary>Lets answers to GET be compressed, for a group of endpoints; <see cref="NeverCompressed"/> takes one of them out again.</summary>
    public static RouteGroupBuilder CompressesAnswers(this RouteGroupBuilder group) => group.WithMetadata(new MayBeCompressed()).AddEndpointFilter<MeasuredAnswers>();

    internal static bool IsWanted(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint() is { } endpoint && MayCompress(endpoint);

    internal static bool MayCompress(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<MayBeCompressed>() is not null && endpoint.Metadata.GetMetadata<NeverCompressed>() is null;

    private sealed class LargeAnswersOnly(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
    {
        public override bool ShouldCompressResponse(HttpContext context) => context.Response.ContentLength is null or >= MinBytes && base.ShouldCompressResponse(context);
    }
}

/// <summary>Marks endpoints whose answers may be compressed.</summary>
internal sealed class MayBeCompressed;

/// <summary>Marks an endpoint beside whose answer something secret may stand, now or later.</summary>
internal sealed class NeverCompressed;

/// <summary>Marks an endpoint whose answer is sent while it is read, and never held in memory.</summary>
internal sealed class SentAsItIsRead;

/// <summary>Writes an answer to memory first, so that its length is known before it is decided whether to compress it.</summary>
internal sealed class MeasuredAnswers : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, result) = (context.HttpContext, await next(context));
        if (!CompressedAnswers.IsWanted(http) || http.GetEndpoint()!.Metadata.GetMetadata<SentAsItIsRead>() is not null) return result;
        var inner = result is INestedHttpResult nested ? nested.Result : result;
        return inner is IValueHttpResult ? await Answer.RenderAsync((IResult)inner, http) : result;
    }
}
