using System.Collections.Concurrent;
using System.Threading.Channels;
using Posthaste.Handover;

namespace Posthaste.Tests.Handover;

/// <summary>Takes answers as a test says, and tells it of each.</summary>
internal sealed class ScriptedAnswers : ICardAnswers
{
    private readonly Channel<CardPress> _taken = Channel.CreateUnbounded<CardPress>();

    /// <summary>What to say to a press.</summary>
    public Func<CardPress, Task<CardReply>> Reply { get; set; } = press => Task.FromResult(new CardReply($"Noted: {press.Action}"));

    public ConcurrentQueue<CardPress> All { get; } = [];

    public ConcurrentQueue<(string Code, string ChatId, string Title, CardPerson By)> Links { get; } = [];

    public ConcurrentQueue<(string From, string To)> Moves { get; } = [];

    /// <summary>The next press that was taken.</summary>
    public async Task<CardPress> NextAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        return await _taken.Reader.ReadAsync(patience.Token).AsTask().WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, patience.Token);
    }

    public async Task<CardReply> AnswerAsync(CardPress press, CancellationToken ct)
    {
        var reply = await Reply(press);
        All.Enqueue(press);
        _taken.Writer.TryWrite(press);
        return reply;
    }

    public Task<string> LinkChatAsync(string code, string chatId, string chatTitle, CardPerson by, CancellationToken ct)
    {
        Links.Enqueue((code, chatId, chatTitle, by));
        return Task.FromResult("Cards of Harbour <Bakery> come here now.");
    }

    public Task MoveChatAsync(string chatId, string newChatId, CancellationToken ct)
    {
        Moves.Enqueue((chatId, newChatId));
        return Task.CompletedTask;
    }
}
