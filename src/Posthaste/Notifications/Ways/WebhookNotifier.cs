using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Platforms;

namespace Posthaste.Notifications.Ways;

/// <summary>Calls a program's own address with signed JSON (docs/notifications.md#webhooks).</summary>
internal sealed class WebhookNotifier(WebhookHttp http) : INotifier
{
    public const string DeliveryHeader = "Posthaste-Delivery";
    public const string TimestampHeader = "Posthaste-Timestamp";
    public const string SignatureHeader = "Posthaste-Signature";

    public TargetKind Kind => TargetKind.Webhook;

    public async Task<SendOutcome> SendAsync(Message message, CancellationToken ct)
    {
        var (body, timestamp) = (Body(message.Bulletin.First), message.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        KeyValuePair<string, string>[] headers =
        [
            new(DeliveryHeader, message.DeliveryId.ToString()),
            new(TimestampHeader, timestamp),
            new(SignatureHeader, string.Join(',', message.SigningSecrets.Select(secret => Sign(secret, timestamp, body)))),
        ];
        return await http.PostAsync(message, body, headers, ct) switch
        {
            HttpReply.NotReached lost => new SendOutcome.Again(lost.Error),
            HttpReply.Answered answer => Read(answer) with { Status = answer.Status, Answer = answer.Shown },
            _ => throw new UnreachableException(),
        };
    }

    /// <returns>Such as <c>v1=0a1b…</c>: HMAC-SHA256 in hex over timestamp, full stop and body.</returns>
    public static string Sign(Secret secret, string timestamp, string body) =>
        $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), Encoding.UTF8.GetBytes($"{timestamp}.{body}")))}";

    public static string Body(Notice notice) => JsonSerializer.Serialize(new
    {
        id = notice.EventId,
        kind = notice.Kind,
        at = notice.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        workspaceId = notice.WorkspaceId,
        subject = new { type = Hearing.FamilyOf(notice.Kind), id = notice.SubjectId },
        postId = notice.PostId,
        title = notice.Title,
        message = notice.Message,
        data = JsonNode.Parse(notice.Data),
    });

    private static SendOutcome Read(HttpReply.Answered answer) => answer.Status switch
    {
        _ when answer.IsSuccess => new SendOutcome.Delivered(),
        410 => new SendOutcome.Gone("The webhook answered with status 410: it is no more."),
        429 or 503 when answer.RetryAfter is { } wait => new SendOutcome.Wait(wait, string.Create(CultureInfo.InvariantCulture, $"The webhook answered with status {answer.Status} and asked to wait.")),
        >= 300 and <= 399 => new SendOutcome.Again(string.Create(CultureInfo.InvariantCulture, $"The webhook sends on elsewhere (status {answer.Status}), and nobody is followed. Give its last address.")),
        _ => new SendOutcome.Again(string.Create(CultureInfo.InvariantCulture, $"The webhook answered with status {answer.Status}.")),
    };
}
