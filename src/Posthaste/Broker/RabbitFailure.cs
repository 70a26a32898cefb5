using System.Net.Sockets;
using Posthaste.Jobs.Handoff;
using RabbitMQ.Client.Exceptions;

namespace Posthaste.Broker;

/// <summary>What RabbitMQ and its client say, for a person, without the address, which has the password in it.</summary>
internal static class RabbitFailure
{
    /// <returns>Null for what is a fault of ours.</returns>
    public static HandoffException? Of(Exception cause) => cause switch
    {
        HandoffException known => known,
        SecretFileException file => new HandoffException(file.Message),
        BrokerUnreachableException { InnerException: { } inner } when Find<AuthenticationFailureException>(inner) is not null => Refused(),
        BrokerUnreachableException { InnerException: { } inner } when Find<OperationInterruptedException>(inner) is { } said => Said(said),
        BrokerUnreachableException { InnerException: { } inner } when Find<System.Security.Authentication.AuthenticationException>(inner) is not null =>
            new HandoffException("The broker's certificate is not trusted, or it does not speak TLS (Broker:Url is amqps)."),
        AuthenticationFailureException => Refused(),
        BrokerUnreachableException or SocketException or IOException or TimeoutException or OperationCanceledException => new HandoffException("It does not answer (Broker:Url)."),
        OperationInterruptedException said => Said(said),
        PublishException => new HandoffException("It did not take a message."),
        RabbitMQClientException or ObjectDisposedException => new HandoffException("The connection to it broke."),
        _ => null,
    };

    private static HandoffException Refused() => new("It refuses the name or the password in Broker:Url, or the virtual host.");

    // The text is the broker's own: it names queues, users and virtual hosts, and never a password.
    private static HandoffException Said(OperationInterruptedException said) => said.ShutdownReason switch
    {
        { ReplyCode: 406 } reason => new HandoffException($"A queue is there with other arguments than Posthaste gives it; delete it, and it is made anew ({reason.ReplyText})."),
        { } reason => new HandoffException($"It ended the connection: {reason.ReplyText}"),
        null => new HandoffException("The connection to it broke."),
    };

    private static T? Find<T>(Exception? exception)
        where T : Exception => exception switch
        {
            null => null,
            T found => found,
            AggregateException all => all.InnerExceptions.Select(Find<T>).FirstOrDefault(found => found is not null),
            _ => Find<T>(exception.InnerException),
        };
}
