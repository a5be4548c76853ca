// Each test runs several processes; two of them at once would only measure the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
