using Prakerja.Silo.Tests;
using Prakerja.Silo.Tests.CommitLog;
using Xunit.MicrosoftTestingPlatform;

return args switch
{
    [CrashWriter.Argument, var directory] => await CrashWriter.RunAsync(directory),
    [StartTry.Argument, var directory] => StartTry.Run(directory),
    _ => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
};
