export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * The scripts ask `ctool __complete -- words…`, whose first line says what else to do (`files`, `open`: no blank after the word)
 * and whose other lines are a candidate, a tab and its meaning. They know nothing about ctool's verbs, so that they never grow old.
 */
const scripts: Readonly<Record<Shell, string>> = {
  // Bash cuts words at = and : as well; they are put together again, and what bash takes for the beginning is cut off the answers.
  bash: `# ctool's completion for bash: eval "$(ctool completion bash)"
# An alias for docker's name completes as well: complete -F _ctool docker
_ctool() {
  local line=\${COMP_LINE:0:COMP_POINT} part=\${COMP_WORDS[COMP_CWORD]} program=ctool words=() count=0 i word
  case \${1##*/} in ctool) program=$1 ;; esac
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((count == 0)) || [[ $line == [[:space:]]* ]]; then
      line=\${line#"\${line%%[![:space:]]*}"}
      ((i == COMP_CWORD)) && word=$line
      words[count++]=$word
    else
      ((i == COMP_CWORD)) && word=$line
      words[count - 1]+=$word
    fi
    line=\${line#"$word"}
  done
  local whole=\${words[count - 1]}
  case $part in *[!=:]*) part=$word ;; *) part= ;; esac
  local lead=$((\${#whole} - \${#part})) head= text
  COMPREPLY=()
  while IFS=$'\\t' read -r text _; do
    if [[ -z $head ]]; then
      head=$text
    else
      COMPREPLY+=("\${text:lead}")
    fi
  done < <("$program" __complete -- "\${words[@]:1}" 2>/dev/null)
  case $head in *open*) compopt -o nospace 2>/dev/null ;; esac
  case $head in
    *files*)
      compopt -o filenames 2>/dev/null
      while IFS= read -r text; do COMPREPLY+=("$text"); done < <(compgen -f -- "$part")
      ;;
  esac
}
complete -F _ctool ctool
`,
  zsh: `#compdef ctool
# ctool's completion for zsh: ctool completion zsh > a folder of $fpath, as _ctool; or eval "$(ctool completion zsh)"
_ctool() {
  local program=ctool head line text
  local -a lines texts described suffix
  [[ \${words[1]:t} == ctool ]] && program=\${words[1]}
  lines=("\${(@f)$("$program" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  head=\${lines[1]}
  shift lines
  for line in $lines; do
    text=\${line%%$'\\t'*}
    texts+=("$text")
    line=\${line#*$'\\t'}
    described+=("$text\${line:+ -- $line}")
  done
  [[ $head == *open* ]] && suffix=(-S '')
  (( $#texts )) && compadd -l -d described "\${suffix[@]}" -a texts
  [[ $head == *files* ]] && _files
  return 0
}
if [[ $funcstack[1] == _ctool ]]; then
  _ctool "$@"
else
  compdef _ctool ctool
fi
`,
  fish: `# ctool's completion for fish: ctool completion fish > ~/.config/fish/completions/ctool.fish
function __ctool_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program ctool
    string match -qr '(^|/)ctool$' -- $words[1]; and set program $words[1]
    set -l lines ($program __complete -- $words[2..-1] "$current" 2>/dev/null)
    test (count $lines) -gt 0; or return
    for line in $lines[2..-1]
        echo $line
    end
    if string match -q '*files*' -- $lines[1]
        __fish_complete_path "$current"
    end
end
complete -c ctool -f -a '(__ctool_complete)'
`,
};

/** The completion script of a shell, to be sourced or put where the shell looks. */
export const completionScript = (shell: Shell): string => scripts[shell];
