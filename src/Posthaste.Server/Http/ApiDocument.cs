using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Media;
using Posthaste.Server.Posts;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Server.Transfer;

namespace Posthaste.Server.Http;

/// <summary>The API's description for programs: <c>/openapi/v1.json</c>, kept in docs/openapi.json.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    private static readonly (int Status, string When)[] s_anyRequest =
    [
        (500, "A fault in the server; its log has the cause."), (503, "The database cannot be reached. Retry-After says when to try again."),
    ];

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(CompleteAsync);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = context.JsonTypeInfo.Type;
            if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
            {
                schema.Type = JsonSchemaType.String | (Nullable.GetUnderlyingType(type) is null ? 0 : JsonSchemaType.Null);
                schema.Format = "date-time";
            }
            // Requests are strict; answers may gain fields, and clients must not trip over them.
            if (!type.Name.EndsWith("Request", StringComparison.Ordinal) && !type.Name.EndsWith("Body", StringComparison.Ordinal))
                schema.AdditionalPropertiesAllowed = true;
            return Task.CompletedTask;
        });
    });

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Posthaste",
            Version = Name,
            Description = "Publishes approved posts on time, exactly once. Conventions: docs/api.md.",
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        // Where a server answers is its own affair; without this the document would differ from machine to machine.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["apiKey"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiKeyHandler.Header },
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
            ["session"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = SessionCookie.SecureName,
                Description = $"What POST /api/v1/session sets. Unsafe requests need the header {CsrfCheck.Header} too; {SessionHandler.WorkspaceHeader} chooses the workspace.",
            },
        };
    }

    private static async Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var endpoint = context.Description.ActionDescriptor.EndpointMetadata;
        if (!endpoint.OfType<IAuthorizeData>().Any()) return;

        var open = endpoint.OfType<IAllowAnonymous>().Any();
        if (!open) operation.Security = [.. Schemes(endpoint).Select(Requirement)];
        var method = context.Description.HttpMethod ?? "GET";
        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, ct);
        context.Document?.AddComponent(nameof(ProblemBody), problem);
        foreach (var (status, when) in s_anyRequest) Add(status, when);
        if (!open)
        {
            Add(401, "Nobody is signed in, and there is no key that is good.");
            Add(403, "Role or scope does not allow it, or the request of a session lacks its CSRF token.");
        }
        foreach (var parameter in context.Description.ParameterDescriptions) Narrow(operation, parameter.Name, parameter.Type);
        if (operation.RequestBody is not null)
        {
            Add(413, "The body is too large.");
            Add(415, "The body is not JSON.");
        }
        if (method != "GET" && !open) Add(429, "This key or member has changed as much as it may in a minute. Retry-After says how long to wait.");
        if (endpoint.OfType<TakesIdempotencyKey>().Any() && method == "POST")
        {
            Add(422, "The Idempotency-Key was used for another request.");
            AddHeader(IdempotencyFilter.Header, "Makes it safe to send the request again: the same key and body get the same answer for 24 hours, and no second effect.", IdempotencyFilter.MaxLength);
        }
        if (endpoint.OfType<TakesVersion>().Any()) AddHeader("If-Match", "The version this change is made on, as the header ETag gave it.", 64);
        if (endpoint.OfType<TakesFile>().Any()) operation.RequestBody = FileBody();
        if (endpoint.OfType<TakesCsv>().Any()) operation.RequestBody = CsvBody();
        if (endpoint.OfType<SendsPostsOrCsv>().Any()) operation.Responses!["200"] = PostsOrCsv(context.Document);
        if (operation.RequestBody is not null || operation.Parameters?.Any(parameter => parameter.In != ParameterLocation.Path) == true)
            Add(400, "Something of the request cannot be read; errors says which field and why.");

        OpenApiSecurityRequirement Requirement(string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };

        void Add(int status, string when)
        {
            operation.Responses ??= [];
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = when,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ApiProblem.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemBody), context.Document) },
                },
            });
        }

        void AddHeader(string name, string description, int maxLength) => (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = maxLength },
        });
    }

    /// <summary>The ways to sign in that an endpoint takes.</summary>
    private static string[] Schemes(IEnumerable<object> endpoint) =>
        endpoint.OfType<Need>().Any(need => need.MemberOnly) ? ["session"] : ["apiKey", "bearer", "session"];

    /// <summary>Says of a query's parameter what its type in the code does not.</summary>
    private static void Narrow(OpenApiOperation operation, string name, Type? type)
    {
        if (operation.Parameters?.FirstOrDefault(parameter => parameter.Name == name && parameter.In == ParameterLocation.Query) is not OpenApiParameter { Schema: OpenApiSchema schema } query) return;
        if (schema.Items is not null) query.Required = false; // a list that is left out is empty
        if ((Nullable.GetUnderlyingType(type ?? typeof(string)) ?? type) == typeof(QueryTime)) schema.Format = "date-time";
        if (type == typeof(QueryDay)) schema.Format = "date";
        if (name == "state") (schema.Items as OpenApiSchema ?? schema).Enum = [.. StatesOf(operation.OperationId).Select(word => (JsonNode)word)];
        if (name == "approval") schema.Enum = [.. Words.All<Posthaste.Posts.ApprovalState>().Select(word => (JsonNode)word)];
        if (name == "order") schema.Enum = [.. Words.All<Posthaste.Posts.PostOrder>().Select(word => (JsonNode)word)];
        if (name == "size") schema.Enum = [.. Words.All<Posthaste.Media.ThumbnailSize>().Select(word => (JsonNode)word)];
        if (name == "format") schema.Enum = ["json", "csv"];
        if (name == "as") schema.Enum = ["draft", "schedule"];
        if (name == "limit") (schema.Minimum, schema.Maximum) = ("1", Paging.MaxLimit.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The words that a list may be narrowed to.</summary>
    private static IEnumerable<string> StatesOf(string? operationId) => operationId switch
    {
        "ListAlerts" => Words.All<Posthaste.Alerts.AlertState>(),
        "ListDeliveries" => Words.All<Posthaste.Notifications.DeliveryState>(),
        "ListHandovers" => Words.All<Posthaste.Handover.HandoverState>(),
        _ => Words.All<Posthaste.Jobs.JobState>(),
    };

    private static OpenApiResponse PostsOrCsv(OpenApiDocument? document) => new()
    {
        Description = "As JSON, or as CSV where that is asked for.",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "items" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["items"] = new OpenApiSchema { Type = JsonSchemaType.Array, Description = "Oldest first, each with its jobs.", Items = new OpenApiSchemaReference(nameof(PostResponse), document) },
                    },
                },
            },
            ["text/csv"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
        },
    };

    private static OpenApiRequestBody CsvBody() => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType> { ["text/csv"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } },
    };

    private static OpenApiRequestBody FileBody() => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                },
            },
        },
    };
}

/// <summary>Marks an endpoint that honours If-Match.</summary>
internal sealed class TakesVersion;
