using Prakerja.Silo;
using Prakerja.Silo.Startup;

return await ProgramRunner.RunAsync(
    () => args is ["migrate", .. var settings] ? SiloProgram.MigrateAsync(settings) : SiloProgram.RunAsync(args));
