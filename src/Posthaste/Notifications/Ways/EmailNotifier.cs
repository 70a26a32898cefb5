using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Options;

namespace Posthaste.Notifications.Ways;

/// <summary>Sends letters in plain text through the operator's mail server (docs/notifications.md#e-mail; why the framework's client: docs/decisions/0024-ways-out.md).</summary>
internal sealed class EmailNotifier(PlainText text, IOptions<EmailOptions> options, TimeProvider time) : INotifier
{
    /// <summary>Mail servers take their time with whom they do not know.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string NotSecure = "No secure connection to the mail server came about, or it broke off. Its certificate must be one that this machine trusts, for the name in Email:Host.";

    private readonly EmailOptions _options = options.Value;

    public TargetKind Kind => TargetKind.Email;

    public async Task<SendOutcome> SendAsync(Message message, CancellationToken ct)
    {
        if (_options is not { Host: { } host, From: { } from }) return new SendOutcome.Again("This server sends no e-mail (Email:Host).");
        using var timer = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            using var letter = Write(message, new MailAddress(from));
            using var client = new SmtpClient(host, _options.Port) { EnableSsl = _options.Tls, DeliveryMethod = SmtpDeliveryMethod.Network };
            if (_options.User is { } user) client.Credentials = new NetworkCredential(user, _options.Password);
            await client.SendMailAsync(letter, either.Token);
            return new SendOutcome.Delivered();
        }
        catch (SmtpFailedRecipientException e) when ((int)e.StatusCode is >= 500 and <= 599)
        {
            return new SendOutcome.Refused(string.Create(CultureInfo.InvariantCulture, $"The mail server does not take letters to this address (code {(int)e.StatusCode}).")) { Status = (int)e.StatusCode };
        }
        catch (SmtpException e) when (e.GetBaseException() is AuthenticationException)
        {
            return new SendOutcome.Again(NotSecure);
        }
        catch (SmtpException e)
        {
            // Its message may repeat what the mail server said of user and password.
            return new SendOutcome.Again(e.StatusCode == SmtpStatusCode.GeneralFailure
                ? "The mail server could not be reached, or broke off."
                : string.Create(CultureInfo.InvariantCulture, $"The mail server did not take the letter (code {(int)e.StatusCode})."));
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return new SendOutcome.Again(NotSecure);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SendOutcome.Again(string.Create(CultureInfo.InvariantCulture, $"The mail server did not take the letter within {Patience.TotalSeconds:0} seconds."));
        }
    }

    private MailMessage Write(Message message, MailAddress from)
    {
        // One line without control characters: nothing of a title can become a header.
        var letter = new MailMessage(from, new MailAddress(message.Address.Reveal()))
        {
            Subject = $"[Posthaste] {TextLimit.Cut(PlainText.Title(message.Bulletin), 150)}",
            SubjectEncoding = Encoding.UTF8,
            Body = $"{PlainText.Title(message.Bulletin)}\n\n{text.Body(message.Bulletin)}\n",
            BodyEncoding = Encoding.UTF8,
            IsBodyHtml = false,
        };
        letter.Headers.Add("Message-ID", $"<{message.DeliveryId}@{from.Host}>");
        letter.Headers.Add("X-Posthaste-Delivery", message.DeliveryId.ToString());
        // So that no out-of-office note comes back (RFC 3834).
        letter.Headers.Add("Auto-Submitted", "auto-generated");
        return letter;
    }
}
