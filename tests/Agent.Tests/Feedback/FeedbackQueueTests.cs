using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Feedback;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Feedback;

public sealed class FeedbackQueueTests
{
    private readonly MemoryDisk _disk = new();

    [Fact]
    public void TryAdd_Full_IsRefusedUntilSomethingIsPassedOn()
    {
        var queue = QueueOn(_disk);
        for (var item = 0; item < FeedbackQueue.Capacity; item++)
            Assert.True(queue.TryAdd(ItemOf(item)));

        Assert.False(queue.TryAdd(ItemOf(-1)));
        queue.Acknowledge(queue.Peek());
        Assert.True(queue.TryAdd(ItemOf(-1)));
    }

    [Fact]
    public void Peek_ManyItems_StaysWithinABatch()
    {
        var queue = QueueOn(_disk);
        for (var item = 0; item < 1_000; item++)
            queue.TryAdd(ItemOf(item));

        var batch = queue.Peek();

        Assert.InRange(batch.Count, 1, FeedbackQueue.BatchItems);
        Assert.True(batch.Sum(q => q.JsonBytes) <= FeedbackQueue.BatchBytes);
        Assert.Equal("token 0", batch[0].Item.Token);
    }

    [Fact]
    public void Save_ThenAKill_KeepsWhatWasNotPassedOn()
    {
        var queue = QueueOn(_disk);
        for (var item = 0; item < 2_500; item++)
        {
            queue.TryAdd(ItemOf(item));
            if (item % 100 == 0)
                queue.Save();
        }

        queue.Save();
        queue.Acknowledge(queue.Peek());

        var after = QueueOn(_disk.AfterKill());

        // What was passed on out of a file that still has others goes out once more; the receiver knows it.
        Assert.InRange(queue.Count, 1, 2_499);
        Assert.Equal(2_500, after.Count);
    }

    [Fact]
    public void Acknowledge_Everything_LeavesNoFile()
    {
        var queue = QueueOn(_disk);
        for (var item = 0; item < 2_500; item++)
        {
            queue.TryAdd(ItemOf(item));
            queue.Save();
        }

        Assert.NotEmpty(_disk.Paths);
        Drain(queue);

        Assert.Empty(_disk.Paths);
        queue.TryAdd(ItemOf(1));
        queue.Save();
        Assert.Equal(1, QueueOn(_disk.AfterKill()).Count);
    }

    [Fact]
    public void Save_DiskFull_KeepsItemsInMemoryAndSavesThemLater()
    {
        var queue = QueueOn(_disk);
        queue.TryAdd(ItemOf(0));
        queue.Save();
        _disk.Fault = (_disk.Changes + 1, DiskFault.IsFull);
        queue.TryAdd(ItemOf(1));
        queue.Save();
        _disk.Fault = null;
        queue.TryAdd(ItemOf(2));
        queue.Save();

        var after = QueueOn(_disk.AfterKill());

        Assert.Equal(["token 0", "token 1", "token 2"], after.Peek().Select(q => q.Item.Token));
    }

    [Fact]
    public void Save_PassedOnBefore_WritesNothing()
    {
        var queue = QueueOn(_disk);
        queue.TryAdd(ItemOf(0));
        Drain(queue);

        queue.Save();

        Assert.Empty(_disk.Paths);
    }

    private static void Drain(FeedbackQueue queue)
    {
        while (queue.Peek() is { Count: > 0 } batch)
            queue.Acknowledge(batch);
    }

    private static FeedbackQueue QueueOn(MemoryDisk disk) => new(new FeedbackSpool(disk, "/data", NullLogger<FeedbackSpool>.Instance));

    private static FeedbackItem ItemOf(int number) =>
        new() { Token = $"token {number}", Label = new string('l', 200), ReceivedAt = DateTimeOffset.UnixEpoch };
}
