-- Loaded by neovim.test.ts into a real Neovim without a user: opens a linker script with the built language server as
-- client by the lines of docs/editors.md, and writes what the editor itself knows to a file as JSON.
--
-- Environment: SESSION_SETUP, the user's Lua (the block of docs/editors.md); SESSION_SERVER; SESSION_SCRIPT;
-- SESSION_FIXED, the text to put in; SESSION_RESULT.

vim.g.stm32_language_server = vim.env.SESSION_SERVER
vim.cmd('luafile ' .. vim.fn.fnameescape(vim.env.SESSION_SETUP))

local states = {}

local function seen()
  local list = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    table.insert(list, {
      code = each.code or vim.tbl_get(each, 'user_data', 'lsp', 'code'),
      message = each.message,
      severity = each.severity,
      line = each.lnum,
      column = each.col,
      endLine = each.end_lnum,
      endColumn = each.end_col,
      source = each.source,
    })
  end
  return list
end

local function has(code)
  for _, each in ipairs(seen()) do
    if each.code == code then return true end
  end
  return false
end

local function wait(what, ready)
  if not vim.wait(60000, ready, 10) then error('no ' .. what .. ': ' .. vim.inspect(seen())) end
end

local function run()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.SESSION_SCRIPT))
  local wanted = vim.env.SESSION_WANTED
  wait(wanted, function() return has(wanted) end)
  states.opened = seen()
  states.filetype = vim.bo.filetype
  local found
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    if line:find(vim.env.SESSION_LINE, 1, true) then found = number end
  end
  vim.api.nvim_buf_set_lines(0, found - 1, found, false, { vim.env.SESSION_FIXED })
  wait('clean script', function() return #seen() == 0 end)
  states.mended = true
  vim.cmd('undo')
  wait(wanted .. ' again', function() return has(wanted) end)
  states.undone = seen()
  -- No client is left when the editor ends.
  vim.lsp.stop_client(vim.lsp.get_active_clients())
  wait('end of the client', function() return #vim.lsp.get_active_clients() == 0 end)
end

local isFine, failure = pcall(run)
states.failure = isFine and vim.NIL or failure
local file = io.open(vim.env.SESSION_RESULT, 'w')
file:write(vim.json.encode(states))
file:close()
vim.cmd('qall!')
