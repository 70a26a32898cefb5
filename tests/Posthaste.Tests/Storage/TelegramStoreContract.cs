using Posthaste.Handover;
using Posthaste.Handover.Telegram;
using Posthaste.Storage;

namespace Posthaste.Tests.Storage;

/// <summary>What the store of Telegram's readers and messages must do on both databases.</summary>
public abstract class TelegramStoreContract(TestDatabase database) : StoreContract(database)
{
    private const long Bot = 1_000_000_001;

    private static readonly Guid One = new("01900000-0000-7000-8000-0000000000e1");
    private static readonly Guid Other = new("01900000-0000-7000-8000-0000000000e2");

    private SqlTelegramStore Store => new(Database);

    [Fact]
    public async Task One_reads_until_its_lease_ends_and_the_next_goes_on_where_it_was()
    {
        Assert.Equal(0, await TakeAsync(One, 0));
        Assert.Null(await TakeAsync(Other, 30));
        Assert.True(await Store.SaveReadAsync(Bot, One, 17, Ct));
        Assert.Equal(17, await TakeAsync(One, 50));
        Assert.Null(await TakeAsync(Other, 109));

        Assert.Equal(17, await TakeAsync(Other, 110));

        Assert.False(await Store.SaveReadAsync(Bot, One, 18, Ct));
        Assert.Null(await TakeAsync(One, 120));
        Assert.True(await Store.SaveReadAsync(Bot, Other, 16, Ct));
        Assert.Equal(17, await TakeAsync(Other, 120));
    }

    [Fact]
    public async Task A_reader_that_leaves_makes_room_at_once_and_cannot_make_room_for_another()
    {
        await TakeAsync(One, 0);
        await Store.LeaveReadingAsync(Bot, Other, Ct);
        Assert.Null(await TakeAsync(Other, 1));

        await Store.LeaveReadingAsync(Bot, One, Ct);

        Assert.Equal(0, await TakeAsync(Other, 1));
    }

    [Fact]
    public async Task Of_many_that_come_at_once_one_reads_and_bots_do_not_wait_for_each_other()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Store.TakeReadingAsync(Bot, Guid.CreateVersion7(Start.AddSeconds(i)), Start.AddMinutes(1), Start, Ct), Ct)));

        Assert.Single(taken, next => next is not null);
        Assert.Equal(0, await Store.TakeReadingAsync(Bot + 1, Other, Start.AddMinutes(1), Start, Ct));
    }

    [Fact]
    public async Task Messages_are_found_by_their_chat_and_number_and_cards_and_questions_by_the_code()
    {
        var card = new CardMessage("-100", 7, "code", null, "<b>a</b>", Start);
        var reason = new CardMessage("-100", 9, "code", CardAction.Reason, null, Start.AddSeconds(1));
        var link = new CardMessage("-100", 12, "code", CardAction.Link, null, Start.AddSeconds(2));
        await Store.SaveMessagesAsync([new("-100", 6, "code", null, null, Start), card, reason, link, new("-200", 13, "code", CardAction.Reason, null, Start)], Ct);

        Assert.Equal(card, await Store.FindMessageAsync("-100", 7, Ct));
        Assert.Equal(card, await Store.FindCardAsync("-100", "code", Ct));
        Assert.Equal(link, await Store.FindQuestionAsync("-100", "code", Ct));
        Assert.Null(await Store.FindMessageAsync("-200", 7, Ct));
        Assert.Null(await Store.FindQuestionAsync("-100", "other", Ct));
        Assert.Null(await Store.FindCardAsync("-200", "code", Ct));
    }

    [Fact]
    public async Task A_message_saved_again_is_changed_and_old_ones_are_forgotten()
    {
        await Store.SaveMessagesAsync([new("-100", 7, "code", null, "a", Start), new("-100", 8, "code", null, null, Start.AddDays(1))], Ct);
        await Store.SaveMessagesAsync([new("-100", 7, "code", null, "b", Start)], Ct);

        Assert.Equal("b", (await Store.FindMessageAsync("-100", 7, Ct))!.Html);
        Assert.Equal(1, await Store.PruneMessagesAsync(Start.AddHours(1), Ct));
        Assert.Null(await Store.FindMessageAsync("-100", 7, Ct));
        Assert.NotNull(await Store.FindMessageAsync("-100", 8, Ct));
    }

    /// <summary>With a lease of a minute.</summary>
    private Task<long?> TakeAsync(Guid reader, int second) => Store.TakeReadingAsync(Bot, reader, Start.AddSeconds(second + 60), Start.AddSeconds(second), Ct);
}

public sealed class SqliteTelegramStoreTests() : TelegramStoreContract(new SqliteTestDatabase());

public sealed class PostgresTelegramStoreTests() : TelegramStoreContract(new PostgresTestDatabase());
