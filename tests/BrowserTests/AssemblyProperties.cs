// Each class runs its own installation and browser; two of them at once would only measure the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
